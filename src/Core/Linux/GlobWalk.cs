namespace Nginx502.Linux;

/// <summary>Expands one pattern as glob(3) does without flags, or with GLOB_MARK (glibc: posix/glob.c). Braces and tildes are letters.</summary>
internal sealed class GlobWalk(TreeRoot root)
{
    private readonly List<UnlistedDirectory> _unlisted = [];
    private readonly List<string> _directories = [];

    /// <summary>Expands a pattern.</summary>
    /// <param name="pattern">A full path.</param>
    /// <param name="marksDirectories">True to end the paths of directories with a slash.</param>
    public FileGlob Expand(string pattern, bool marksDirectories)
    {
        List<string> found = pattern.StartsWith('/') ? Find(pattern, directoriesOnly: false) : [];
        if (marksDirectories)
        {
            found = found.ConvertAll(path => path.EndsWith('/') || !IsDirectory(path) ? path : path + "/");
        }

        string[] sorted = [.. found];
        Array.Sort(sorted, FileNameText.Compare);
        return new FileGlob(sorted, _unlisted, _directories);
    }

    private List<string> Find(string pattern, bool directoriesOnly)
    {
        int slash = pattern.LastIndexOf('/');
        string name = pattern[(slash + 1)..];
        if (name.Length == 0 && slash > 0)
        {
            // "pattern/" names directories; a plain name stays what it is, and gets its slash only where it is one.
            return Find(pattern[..slash], directoriesOnly: true).ConvertAll(path => path.EndsWith('/') || !IsDirectory(path) ? path : path + "/");
        }

        string directory = slash == 0 ? "/" : pattern[..slash];
        if (FileNamePattern.IsPattern(directory))
        {
            return [.. Find(directory, directoriesOnly: true).SelectMany(found => FindIn(found, name, directoriesOnly))];
        }

        return FindIn(FileNamePattern.Unescape(directory), name, directoriesOnly);
    }

    private List<string> FindIn(string directory, string name, bool directoriesOnly)
    {
        string prefix = directory.Length == 1 ? directory : directory + "/";
        if (!FileNamePattern.IsPattern(name) && !name.Contains('\\', StringComparison.Ordinal))
        {
            return Exists(prefix + name) ? [prefix + name] : [];
        }

        List<(string Name, FileKind Kind)> entries = DirectoryListing.Read(root, directory, asksTrust: false, out FileOpeningFailure? failure);
        if (failure is { } reason)
        {
            _unlisted.Add(new UnlistedDirectory(directory, reason));
        }
        else
        {
            _directories.Add(directory);
        }

        byte[] pattern = FileNameText.Encode(name);
        return entries
            .Where(entry => FileNamePattern.IsMatch(pattern, FileNameText.Encode(entry.Name)))
            .Where(entry => !directoriesOnly || entry.Kind == FileKind.Directory
                || (entry.Kind is FileKind.SymbolicLink or FileKind.Unknown && IsDirectory(prefix + entry.Name)))
            .Select(entry => prefix + entry.Name)
            .ToList();
    }

    // A link that leads nowhere has a name all the same.
    private bool Exists(string path) => TryLook(path, followsLast: false, out _);

    private bool IsDirectory(string path) => TryLook(path, followsLast: true, out FileKind kind) && kind == FileKind.Directory;

    private bool TryLook(string path, bool followsLast, out FileKind kind)
    {
        FileOpening found = FileOpening.Locate(root, path, followsLast);
        found.Handle?.Dispose();
        kind = found.Status.Kind;
        return found.Handle is not null;
    }
}
