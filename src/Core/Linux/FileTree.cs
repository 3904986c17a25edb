using System.Text;

namespace Nginx502.Linux;

/// <summary>
/// The files below one root: this machine's own (<see cref="Host"/>), or a directory that stands for <c>/</c>, as a copy of
/// another server or the root of a container. Paths are full and as seen from that root. Never throws for what it meets.
/// </summary>
public sealed class FileTree
{
    private const int MaxFileBytes = 16 * 1024 * 1024;

    private readonly string _root;

    private FileTree(string root) => _root = root.TrimEnd('/');

    /// <summary>This process's own root.</summary>
    public static FileTree Host { get; } = new("/");

    /// <summary>The directory that stands for <c>/</c>; <c>/</c> itself for <see cref="Host"/>.</summary>
    public string RootPath => _root.Length == 0 ? "/" : _root;

    /// <summary>True for this process's own root: only there may what is found be run.</summary>
    public bool IsHost => _root.Length == 0;

    /// <summary>The files below a directory that stands for <c>/</c>.</summary>
    /// <param name="rootPath">Its full path; <c>/</c> gives <see cref="Host"/>.</param>
    public static FileTree At(string rootPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootPath);
        return rootPath.TrimEnd('/').Length == 0 ? Host : new FileTree(rootPath);
    }

    /// <summary>Where a path of the tree is for this process.</summary>
    public string Map(string path) => _root + path;

    /// <summary>Opens a regular file of the tree for reading; the failure tells why it was not opened.</summary>
    public FileOpening Open(string path) => FileOpening.Open(Map(path));

    /// <summary>True when a path is a regular file that can be read, through links too.</summary>
    public bool IsFile(string path)
    {
        FileOpening opening = Open(path);
        opening.Handle?.Dispose();
        return opening.Handle is not null;
    }

    /// <summary>The status of what a path leads to, links followed; false when there is nothing or it may not be seen.</summary>
    public bool TryReadStatus(string path, out FileStatus status) => FileStatus.TryReadTarget(Map(path), out status);

    /// <summary>The bytes of a file; null when it cannot be read, with the reason in words that follow the path: "is not there".</summary>
    /// <param name="path">The full path, as seen from the root.</param>
    /// <param name="problem">The reason; null when it was read.</param>
    public byte[]? ReadBytes(string path, out string? problem)
    {
        problem = null;
        FileOpening opening = Open(path);
        if (opening.Handle is not { } handle)
        {
            problem = Explain(opening.Failure);
            return null;
        }

        try
        {
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            if (stream.Length > MaxFileBytes)
            {
                problem = "is larger than 16 MB";
                return null;
            }

            using var content = new MemoryStream(capacity: (int)stream.Length);
            stream.CopyTo(content);
            return content.ToArray();
        }
        catch (IOException exception)
        {
            problem = "cannot be read: " + exception.Message;
            return null;
        }
    }

    /// <summary>The text of a file, UTF-8; null when it cannot be read, with the reason in words that follow the path.</summary>
    public string? ReadText(string path, out string? problem) =>
        ReadBytes(path, out problem) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The regular files that a pattern names, sorted by bytes, as glob(3) does it: <c>*</c>, <c>?</c> and <c>[a-z]</c> within a name.</summary>
    public IReadOnlyList<string> Glob(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        List<string> found = [string.Empty];
        foreach (string part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            bool isPattern = part.AsSpan().IndexOfAny("*?[") >= 0;
            found = isPattern
                ? found.SelectMany(directory => Names(directory).Where(name => FileNamePattern.IsMatch(part, name)).Select(name => directory + "/" + name)).ToList()
                : found.ConvertAll(directory => directory + "/" + part);
        }

        return found.Where(path => File.Exists(Map(path))).Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>The names in a directory; empty where it may not be read.</summary>
    public IReadOnlyList<string> Names(string directory)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Map(directory + "/")).Select(path => Path.GetFileName(path)).ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Explain(FileOpeningFailure? failure) => failure switch
    {
        FileOpeningFailure.NotFound => "is not there",
        FileOpeningFailure.PermissionDenied => "may not be read by this user",
        FileOpeningFailure.IsDirectory => "is a directory",
        FileOpeningFailure.NotRegular or FileOpeningFailure.ProcessStream => "is not a regular file",
        FileOpeningFailure.UntrustedLink or FileOpeningFailure.UntrustedHardLink or FileOpeningFailure.MagicLink =>
            "is not read as root: it is reached by a link that others than root could have made",
        FileOpeningFailure.TooManyLinks => "is not there: its links lead in a circle",
        _ => "cannot be read",
    };
}
