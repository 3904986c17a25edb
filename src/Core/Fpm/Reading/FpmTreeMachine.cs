using Nginx502.Linux;

namespace Nginx502.Fpm;

/// <summary>Answers from the files of a tree: its /etc/passwd and /etc/group, its directories. Nothing is opened for writing.</summary>
/// <param name="files">The files.</param>
internal sealed class FpmTreeMachine(FileTree files) : IFpmMachine
{
    // What is there depends on who looks: /proc/self/fd/2 is the log of the official containers.
    private static readonly string[] OfTheProcess = ["/proc/", "/dev/"];

    private readonly Lazy<(HashSet<string>? Names, bool IsComplete)> _users = new(() => ReadNames(files, "passwd"));
    private readonly Lazy<(HashSet<string>? Names, bool IsComplete)> _groups = new(() => ReadNames(files, "group"));
    private readonly Dictionary<string, bool> _directories = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool? UserExists(string name) => Exists(_users.Value, name);

    /// <inheritdoc/>
    public bool? GroupExists(string name) => Exists(_groups.Value, name);

    /// <inheritdoc/>
    public bool? DirectoryExists(string path)
    {
        if (!path.StartsWith('/'))
        {
            // By the directory that php-fpm is started in.
            return null;
        }

        if (!_directories.TryGetValue(path, out bool exists))
        {
            exists = files.TryReadStatus(path, out FileStatus status) && status.Kind == FileKind.Directory;
            _directories[path] = exists;
        }

        // Who is not root may not look into every directory; and of another machine only a part may have been copied.
        bool isSeen = Environment.IsPrivilegedProcess || IsSeen(path);
        return exists || (isSeen && (files.IsHost || HasTop(path))) ? exists : null;
    }

    /// <inheritdoc/>
    public Errno? ErrorOfAppending(string path)
    {
        int slash = path.LastIndexOf('/');
        if (slash < 0 || !path.StartsWith('/') || OfTheProcess.Any(directory => path.StartsWith(directory, StringComparison.Ordinal)))
        {
            return null;
        }

        string name = path[(slash + 1)..];
        string parent = slash == 0 ? "/" : path[..slash];
        if (DirectoryExists(parent) is not { } hasParent)
        {
            return null;
        }

        return !hasParent ? (files.TryReadStatus(parent, out _) ? Errno.ENOTDIR : Errno.ENOENT)
            : name.Length == 0 || DirectoryExists(path) == true ? Errno.EISDIR
            : Errno.None;
    }

    private bool HasTop(string path)
    {
        int end = path.IndexOf('/', 1);
        return files.TryReadStatus(end < 0 ? path : path[..end], out _);
    }

    // Missing for certain when the directory above it can be looked into.
    private bool IsSeen(string path)
    {
        string parent = path.TrimEnd('/');
        int slash = parent.LastIndexOf('/');
        return slash > 0 && files.Names(parent[..slash]).Count > 0;
    }

    private static bool? Exists((HashSet<string>? Names, bool IsComplete) known, string name) =>
        known.Names is null ? null : known.Names.Contains(name) ? true : known.IsComplete ? false : null;

    private static (HashSet<string>? Names, bool IsComplete) ReadNames(FileTree files, string table)
    {
        if (files.ReadText("/etc/" + table, out _) is not { } text)
        {
            return (null, false);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
            {
                names.Add(line[..colon]);
            }
        }

        return (names, IsComplete(files, table));
    }

    // Directories, domains and the like can know more users than the file; what "systemd" adds is made from files, or is nobody's here.
    private static bool IsComplete(FileTree files, string table)
    {
        string? line = files.ReadText("/etc/nsswitch.conf", out _)?.Split('\n')
            .Select(line => line.Trim())
            .LastOrDefault(line => line.StartsWith(table + ":", StringComparison.Ordinal));
        return line is null || line[(table.Length + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .All(source => source is "files" or "compat" or "systemd" || source.StartsWith('['));
    }
}
