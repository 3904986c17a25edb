namespace Nginx502.Build.Module;

/// <summary>
/// Puts a finished directory in the place of another by renaming, so that whoever looks sees the old one or the new
/// one and never a half. What is the same stays untouched, so a running test keeps its files.
/// </summary>
internal static class DirectorySwap
{
    /// <summary>Replaces <paramref name="target"/> by <paramref name="fresh"/>, which is gone afterwards.</summary>
    /// <returns>False when both held the same files with the same bytes and modes.</returns>
    public static bool Replace(string fresh, string target)
    {
        if (Directory.Exists(target))
        {
            if (AreSame(fresh, target))
            {
                KeepTimes(fresh, target);
                Directory.Delete(fresh, recursive: true);
                return false;
            }

            string old = fresh + ".old";
            Directory.Move(target, old);
            Directory.Move(fresh, target);
            Directory.Delete(old, recursive: true);
            return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Directory.Move(fresh, target);
        return true;
    }

    // The tests refuse what is older than its sources, and a source can be newer without a difference.
    private static void KeepTimes(string fresh, string target)
    {
        foreach (string name in FilesOf(fresh))
        {
            File.SetLastWriteTimeUtc(Path.Combine(target, name), File.GetLastWriteTimeUtc(Path.Combine(fresh, name)));
        }
    }

    private static bool AreSame(string left, string right)
    {
        string[] names = FilesOf(left);
        return names.SequenceEqual(FilesOf(right))
            && names.All(name => AreSameFile(Path.Combine(left, name), Path.Combine(right, name)));
    }

    private static string[] FilesOf(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file)).Order(StringComparer.Ordinal)];

    private static bool AreSameFile(string left, string right) =>
        new FileInfo(left).Length == new FileInfo(right).Length
        && File.GetUnixFileMode(left) == File.GetUnixFileMode(right)
        && File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right));
}
