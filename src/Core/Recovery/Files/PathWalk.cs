using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// Walks to a place name by name, each by the open directory before it, so that nothing can be exchanged on the way. Links
/// are followed here and not by the kernel: for root only where root alone could have made them. A walk below another root does
/// not leave it: absolute links begin there, and nothing lies above it.
/// </summary>
internal sealed class PathWalk : IDisposable
{
    // As the kernel: MAXSYMLINKS of include/linux/namei.h.
    private const int MaximumLinks = 40;

    private const string Processes = "/proc/";

    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly IFileCalls _calls;
    private readonly bool _isRoot;
    private readonly Stack<string> _toCome = new();
    private readonly List<string> _workTrees = [];
    private SafeFileHandle _directory = new();
    private string _rootPath;
    private bool _isSticky;
    private int _links;

    private PathWalk(IFileCalls calls, bool isRoot, string? rootPath)
    {
        _calls = calls;
        _isRoot = isRoot;
        _rootPath = Path.TrimEndingDirectorySeparator(rootPath ?? "/");
        EnterRoot();
    }

    /// <summary>The full path that was reached, all links resolved.</summary>
    public string ReachedPath { get; private set; } = "/";

    /// <summary>True when no other directory can be put in the place of the one reached, but by root.</summary>
    public bool IsReachedByRootAlone { get; private set; } = true;

    /// <summary>True when neither the directory reached, nor any above it, can be changed by others than root.</summary>
    public bool AreNamesByRootAlone { get; private set; }

    /// <summary>
    /// The git work tree that the directory lies in; null when in none. One around a root counts for nothing: who works on a copy in a
    /// repository is where it is managed.
    /// </summary>
    public string? WorkTree =>
        _workTrees.LastOrDefault(tree => ReachedPath == tree || ReachedPath.StartsWith(tree.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>Walks to the directory of a file.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="name">The file's own name in the directory reached.</param>
    /// <param name="rootPath">The directory that stands for <c>/</c>, in which the path lies and which no link leads out of; null for this process's own root.</param>
    public static PathWalk ToFile(IFileCalls calls, string path, out string name, string? rootPath = null)
    {
        var walk = new PathWalk(calls, Environment.IsPrivilegedProcess, rootPath);
        try
        {
            walk.Push(Below(rootPath, path));
            while (walk._toCome.TryPop(out string? next))
            {
                if (!walk.Step(next, makesMissing: false))
                {
                    name = next;
                    return walk;
                }
            }

            throw Fail(ChangeFailureReason.NotRegularFile, path, "is a directory", "Name the file in it.");
        }
        catch
        {
            walk.Dispose();
            throw;
        }
    }

    /// <summary>Walks to a directory, and makes those that are missing if wanted, for their owner alone.</summary>
    public static PathWalk ToDirectory(IFileCalls calls, string path, bool makesMissing)
    {
        var walk = new PathWalk(calls, Environment.IsPrivilegedProcess, rootPath: null);
        try
        {
            walk.Push(path);
            while (walk._toCome.TryPop(out string? next))
            {
                if (!walk.Step(next, makesMissing))
                {
                    throw Fail(ChangeFailureReason.StateNotUsable, walk.PathOf(next), "is not a directory", "Move it away.");
                }
            }

            return walk;
        }
        catch
        {
            walk.Dispose();
            throw;
        }
    }

    /// <summary>The directory reached, opened to list and to synchronise it.</summary>
    public SafeFileHandle Open()
    {
        CallFailures.Require(_calls.OpenDirectory(_directory, ".", out SafeFileHandle handle), "be opened", ReachedPath);
        return handle;
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    // False when the name is a file, which is where the walk ends.
    private bool Step(string name, bool makesMissing)
    {
        if (name == "..")
        {
            GoUp();
            return true;
        }

        string path = PathOf(name);
        int error = _calls.OpenToLook(_directory, name, out SafeFileHandle next);
        if (error == FileError.NoSuchFile && makesMissing)
        {
            next.Dispose();
            error = _calls.MakeDirectory(_directory, name);
            CallFailures.Require(error == FileError.Exists ? 0 : error, "be made", path);
            error = _calls.OpenToLook(_directory, name, out next);
        }

        FileStatus status = default;
        error = error == 0 ? _calls.Status(next, out status) : error;
        if (error != 0)
        {
            next.Dispose();
            CallFailures.Require(error, "be reached", path);
        }

        if (status.Kind == FileKind.Directory)
        {
            Enter(next, status, path);
            return true;
        }

        next.Dispose();
        if (status.Kind == FileKind.SymbolicLink)
        {
            Follow(name, path);
            return true;
        }

        return _toCome.Count == 0 ? false : throw new ChangeException(CallFailures.Explain(FileError.NotADirectory, "be passed through", path));
    }

    private void Enter(SafeFileHandle next, FileStatus status, string path)
    {
        // In a directory with the sticky bit nobody can move away what is root's.
        bool isRoots = status.OwnerId == 0;
        IsReachedByRootAlone = path == "/" || AreNamesByRootAlone || (IsReachedByRootAlone && _isSticky && isRoots);
        AreNamesByRootAlone = IsReachedByRootAlone && isRoots && (status.Mode & WritableByOthers) == 0;
        _isSticky = IsReachedByRootAlone && isRoots && (status.Mode & UnixFileMode.StickyBit) != 0;
        _directory.Dispose();
        _directory = next;
        ReachedPath = path;
        if (_calls.OpenToLook(next, ".git", out SafeFileHandle git) == 0)
        {
            _workTrees.Add(path);
        }

        git.Dispose();
    }

    private void Follow(string name, string path)
    {
        CallFailures.Require(_calls.ReadLink(_directory, name, out string target), "be read as a link", path);
        if (ReachedPath.StartsWith(Processes, StringComparison.Ordinal))
        {
            throw Fail(
                ChangeFailureReason.UntrustedLink,
                path,
                "is how the kernel shows what another process sees: its text names another place than it leads to",
                "Make the change where that process runs, as inside of its container.");
        }

        if (_isRoot && !AreNamesByRootAlone)
        {
            throw Fail(
                ChangeFailureReason.UntrustedLink,
                path,
                $"is a link to '{SafeText.Escape(target)}' in a directory that others than root can write to: it could lead to any file",
                "Name the file where it really is.");
        }

        if (++_links > MaximumLinks)
        {
            throw new ChangeException(CallFailures.Explain(FileError.TooManyLinks, "be reached", path));
        }

        if (target.StartsWith('/'))
        {
            EnterRoot();
        }

        Push(target);
    }

    // The directory above is reached from the root again: by its handle, one that was moved meanwhile would lead elsewhere.
    private void GoUp()
    {
        string parent = ReachedPath == _rootPath ? _rootPath : Path.GetDirectoryName(ReachedPath) ?? "/";
        string below = parent[_rootPath.Length..];
        EnterRoot();
        Push(below);
    }

    private static string Below(string? rootPath, string path)
    {
        string root = (rootPath ?? "/").TrimEnd('/');
        return !path.StartsWith('/') ? throw Fail(ChangeFailureReason.FileMissing, path, "is not a full path", "Name it from the root on.")
            : path.StartsWith(root + "/", StringComparison.Ordinal) ? path[root.Length..]
            : throw Fail(ChangeFailureReason.FileMissing, path, $"is not below '{SafeText.Escape(root)}', where the other files of the change are", "Change the files of one machine at a time.");
    }

    private void EnterRoot()
    {
        if (_rootPath != "/")
        {
            using PathWalk toRoot = ToDirectory(_calls, _rootPath, makesMissing: false);
            SafeFileHandle handle = toRoot.Open();
            _directory.Dispose();
            _directory = handle;
            ReachedPath = _rootPath = toRoot.ReachedPath;
            (IsReachedByRootAlone, AreNamesByRootAlone, _isSticky) = (toRoot.IsReachedByRootAlone, toRoot.AreNamesByRootAlone, toRoot._isSticky);
            return;
        }

        CallFailures.Require(_calls.OpenRoot(out SafeFileHandle root), "be opened", "/");
        int error = _calls.Status(root, out FileStatus status);
        if (error != 0)
        {
            root.Dispose();
            CallFailures.Require(error, "be looked at", "/");
        }

        Enter(root, status, "/");
    }

    private string PathOf(string name) => Path.Combine(ReachedPath, name);

    private void Push(string path)
    {
        string[] names = path.Split('/');
        for (int index = names.Length - 1; index >= 0; index--)
        {
            if (names[index] is not ("" or "."))
            {
                _toCome.Push(names[index]);
            }
        }
    }

    private static ChangeException Fail(ChangeFailureReason reason, string path, string problem, string advice) =>
        new(new ChangeFailure(reason, path, $"'{SafeText.Escape(path)}' {problem}.", advice));
}
