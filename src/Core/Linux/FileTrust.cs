namespace Nginx502.Linux;

/// <summary>
/// Tells whether a file is what root made it: that neither the file, nor a directory above it, nor a link on the way can
/// be changed by anybody else. A group's right to write counts as somebody else's, and so does an access list, whose mask
/// the kernel shows in the group's bits.
/// </summary>
public static class FileTrust
{
    // As the kernel: MAXSYMLINKS of include/linux/namei.h.
    private const int MaximumLinks = 40;

    /// <summary>True when the file can be changed by root alone.</summary>
    /// <param name="path">The full path of a file or directory.</param>
    /// <param name="weakness">Where that does not hold: the first name that others can change or that cannot be seen.</param>
    public static bool IsChangeableByRootAlone(string path, out string? weakness)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var toCome = new Stack<string>();
        Push(toCome, path);
        string reached = "/";
        int links = 0;
        weakness = reached;
        if (!path.StartsWith('/') || !IsRootsOwn(reached, out _))
        {
            return false;
        }

        while (toCome.TryPop(out string? name))
        {
            if (name == "..")
            {
                reached = Path.GetDirectoryName(reached) ?? "/";
                continue;
            }

            string next = Path.Combine(reached, name);
            weakness = next;
            if (!IsRootsOwn(next, out FileKind kind))
            {
                return false;
            }

            if (kind != FileKind.SymbolicLink)
            {
                reached = next;
                continue;
            }

            if (++links > MaximumLinks || new FileInfo(next).LinkTarget is not { Length: > 0 } target)
            {
                return false;
            }

            reached = target.StartsWith('/') ? "/" : reached;
            Push(toCome, target);
        }

        weakness = null;
        return true;
    }

    private static bool IsRootsOwn(string path, out FileKind kind)
    {
        bool isThere = FileStatus.TryRead(path, out FileStatus status);
        kind = status.Kind;
        return isThere && status.IsWritableByRootAlone;
    }

    private static void Push(Stack<string> toCome, string path)
    {
        string[] names = path.Split('/');
        for (int index = names.Length - 1; index >= 0; index--)
        {
            if (names[index] is not ("" or "."))
            {
                toCome.Push(names[index]);
            }
        }
    }
}
