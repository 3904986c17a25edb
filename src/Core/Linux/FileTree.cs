using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// The files below one root: this machine's own (<see cref="Host"/>), or a directory that stands for <c>/</c>, as a copy of
/// another server or the root of a container. Paths are full and as seen from that root; what is there leads nowhere else, and
/// is never run. Never throws for what it meets.
/// </summary>
public sealed class FileTree : IDisposable
{
    private const int MaxFileBytes = 16 * 1024 * 1024;

    private readonly TreeRoot _root;
    private readonly SafeFileHandle? _handle;

    private FileTree(TreeRoot root, SafeFileHandle? handle = null) => (_root, _handle) = (root, handle);

    /// <summary>This process's own root.</summary>
    public static FileTree Host { get; } = new(TreeRoot.Host);

    /// <summary>The directory that stands for <c>/</c>; <c>/</c> itself for <see cref="Host"/>.</summary>
    public string RootPath => _root.Path;

    /// <summary>The open directory that stands for <c>/</c>; null where it has a name only.</summary>
    internal SafeFileHandle? Handle => _handle;

    /// <summary>True for this process's own root: only there may what is found be run.</summary>
    public bool IsHost => !_root.IsForeign;

    /// <summary>The files below a directory that stands for <c>/</c>.</summary>
    /// <param name="rootPath">Its full path; <c>/</c> gives <see cref="Host"/>.</param>
    public static FileTree At(string rootPath) => At(rootPath, hasOpenAt2: true);

    internal static FileTree At(string rootPath, bool hasOpenAt2)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootPath);
        string trimmed = rootPath.TrimEnd('/');
        return trimmed.Length == 0 ? Host : new FileTree(new TreeRoot(trimmed, hasOpenAt2: hasOpenAt2));
    }

    /// <summary>The files below a directory that is open: whatever its name leads to later, it stays this one.</summary>
    /// <param name="handle">The directory; closed with the tree.</param>
    /// <param name="rootPath">Its path, for people.</param>
    /// <param name="rootUserId">The number that root has there: 0 but in a user namespace.</param>
    internal static FileTree At(SafeFileHandle handle, string rootPath, uint rootUserId) =>
        new(new TreeRoot(rootPath, handle, rootUserId: rootUserId), handle);

    /// <summary>
    /// The same tree with its directories kept open until it is closed, for reading many files of one moment: a file costs what
    /// its name costs, however deep it lies.
    /// </summary>
    public FileTree Kept() => new(_root.Keeping());

    /// <summary>Opens a regular file of the tree for reading; the failure tells why it was not opened.</summary>
    public FileOpening Open(string path) => FileOpening.Open(_root, path, Environment.IsPrivilegedProcess);

    /// <summary>
    /// Reaches whatever a path leads to, a socket or a directory too. The handle is for looking and for naming it to the kernel
    /// (<c>/proc/self/fd/N</c>), not for reading; links are followed whoever made them.
    /// </summary>
    /// <param name="path">The full path, as seen from the root.</param>
    /// <param name="followsLast">True to follow a link at its end too.</param>
    public FileOpening Locate(string path, bool followsLast = true) => FileOpening.Locate(_root, path, followsLast);

    /// <summary>True when a path is a regular file that can be read, through links too.</summary>
    public bool IsFile(string path)
    {
        FileOpening opening = Open(path);
        opening.Handle?.Dispose();
        return opening.Handle is not null;
    }

    /// <summary>The status of what a path leads to, links followed; false when there is nothing or it may not be seen.</summary>
    public bool TryReadStatus(string path, out FileStatus status)
    {
        FileOpening found = Locate(path);
        found.Handle?.Dispose();
        status = found.Status;
        return found.Handle is not null;
    }

    /// <summary>Where a link points, as written in it; null when the path is no link.</summary>
    public string? ReadLink(string path)
    {
        FileOpening found = Locate(path, followsLast: false);
        using SafeFileHandle? handle = found.Handle;
        return handle is not null && found.Status.Kind == FileKind.SymbolicLink ? NativeFile.ReadLink(handle, string.Empty) : null;
    }

    /// <summary>True when a file, and every directory on the way to it, can be changed by root alone, as <see cref="FileTrust"/> tells for this process's own root.</summary>
    public bool IsChangeableByRootAlone(string path)
    {
        using var walk = new PathWalk(_root, asksTrust: true);
        using SafeFileHandle? reached = walk.Reach(path, followsLast: true);
        return reached is not null && walk.IsTrusted && FileStatus.TryRead(reached, out FileStatus status) && _root.IsRootsOwn(status);
    }

    /// <summary>The bytes of a file; null when it cannot be read, with the reason in words that follow the path: "is not there".</summary>
    /// <param name="path">The full path, as seen from the root.</param>
    /// <param name="problem">The reason; null when it was read.</param>
    public byte[]? ReadBytes(string path, out string? problem)
    {
        problem = null;
        FileOpening opening = Open(path);
        using SafeFileHandle? handle = opening.Handle;
        if (handle is null)
        {
            problem = FileOpeningReasons.Explain(opening.Failure);
            return null;
        }

        try
        {
            byte[]? content = BoundedFile.Read(handle, MaxFileBytes);
            problem = content is null ? "is larger than 16 MB" : null;
            return content;
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

    /// <summary>
    /// What a pattern names, as glob(3) gives it: <c>*</c>, <c>?</c> and <c>[a-z]</c> within a name, a backslash, sorted by bytes.
    /// Directories and links that lead nowhere are among it.
    /// </summary>
    /// <param name="pattern">A full path, as seen from the root.</param>
    /// <param name="marksDirectories">True to end the paths of directories with a slash, as GLOB_MARK does.</param>
    public FileGlob Glob(string pattern, bool marksDirectories = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (_root.Keeps)
        {
            return new GlobWalk(_root).Expand(pattern, marksDirectories);
        }

        using TreeRoot kept = _root.Keeping();
        return new GlobWalk(kept).Expand(pattern, marksDirectories);
    }

    /// <summary>The names in a directory, in no order; empty where it may not be read.</summary>
    public IReadOnlyList<string> Names(string directory) => DirectoryListing
        .Read(_root, directory, Environment.IsPrivilegedProcess, out _)
        .Where(entry => entry.Name is not ("." or ".."))
        .Select(entry => entry.Name)
        .ToArray();

    /// <summary>Closes what is kept open. <see cref="Host"/> keeps nothing.</summary>
    public void Dispose()
    {
        if (!ReferenceEquals(this, Host))
        {
            _root.Dispose();
            _handle?.Dispose();
        }
    }
}
