using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Walks to a file name by name, so that nothing can be exchanged on the way. Links are followed here and not by the kernel:
/// inside the root, never through those of /proc, and for root only where root alone could have made them, since whoever can
/// write to a directory could otherwise lead root to a secret.
/// </summary>
internal sealed class PathWalk : IDisposable
{
    // As the kernel: MAXSYMLINKS of include/linux/namei.h.
    private const int MaximumLinks = 40;

    private readonly TreeRoot _root;
    private readonly bool _asksTrust;
    private readonly Stack<string> _toCome = new();
    private readonly Stack<TreeDirectory> _opened = new();
    private TreeDirectory? _directory;
    private int _links;

    /// <summary>A walk from a root.</summary>
    /// <param name="root">What stands for <c>/</c>.</param>
    /// <param name="asksTrust">True to follow links only where root alone could have made them.</param>
    public PathWalk(TreeRoot root, bool asksTrust) => (_root, _asksTrust) = (root, asksTrust);

    /// <summary>The name where the walk ended, every link on the way resolved: what was reached, or what the failure is about.</summary>
    public string ReachedPath { get; private set; } = "/";

    /// <summary>Where the link points that the failure is about, as written in it; null when it is about none.</summary>
    public string? LinkTarget { get; private set; }

    /// <summary>Why nothing was reached; null when something was.</summary>
    public FileOpeningFailure? Failure { get; private set; }

    /// <summary>The error number of the kernel, or 0 when the refusal is ours.</summary>
    public int ErrorNumber { get; private set; }

    /// <summary>True when root alone can change what lies on the way to what was reached.</summary>
    public bool IsTrusted => _directory?.IsTrusted == true;

    /// <summary>What the walk refuses to go through or to reach: streams of the process itself.</summary>
    public static bool IsProcessStream(string path) =>
        path is "/dev/stdout" or "/dev/stderr" || path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

    /// <summary>Reaches whatever a path leads to. Null with the failure when it leads to nothing.</summary>
    /// <param name="path">The full path, as seen from the root.</param>
    /// <param name="followsLast">True to follow a link at its end too.</param>
    /// <returns>A handle to look at, not to read.</returns>
    public SafeFileHandle? Reach(string path, bool followsLast)
    {
        if (!Begin(path))
        {
            return null;
        }

        while (_toCome.TryPop(out string? name))
        {
            bool isLast = _toCome.Count == 0 && name is not (".." or ".");
            if (!isLast)
            {
                if (!Enter(name))
                {
                    return null;
                }

                continue;
            }

            if (!MayName(name))
            {
                return null;
            }

            SafeFileHandle reached = NativeFile.OpenPath(_directory!.Handle, name, _root.IsForeign, out int error);
            string? target = reached.IsInvalid ? null : NativeFile.ReadLink(reached, string.Empty);
            if (reached.IsInvalid || (target is not null && followsLast))
            {
                reached.Dispose();
                if (target is null ? !Fail(FailureOf(error), error) : !Follow(target))
                {
                    return null;
                }

                continue;
            }

            return reached;
        }

        // The path was "/" or ended in "..", or the link at its end did.
        SafeFileHandle directory = NativeFile.OpenPath(_directory!.Handle, ".", _root.IsForeign, out int failure);
        if (!directory.IsInvalid)
        {
            return directory;
        }

        directory.Dispose();
        Fail(FailureOf(failure), failure);
        return null;
    }

    /// <summary>Reaches a directory, links followed. Null with the failure when there is none.</summary>
    /// <param name="path">The full path, as seen from the root.</param>
    /// <returns>The directory; it is open as long as the walk or its root is.</returns>
    public TreeDirectory? ReachDirectory(string path)
    {
        if (!Begin(path))
        {
            return null;
        }

        while (_toCome.TryPop(out string? name))
        {
            if (!Enter(name))
            {
                return null;
            }
        }

        ReachedPath = _directory!.Path;
        return _directory;
    }

    /// <summary>Closes the directories on the way.</summary>
    public void Dispose()
    {
        while (_opened.TryPop(out TreeDirectory? directory))
        {
            directory.Dispose();
        }
    }

    private bool Begin(string path)
    {
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            ReachedPath = path;
            return Fail(FileOpeningFailure.NotFound, Linux.ErrorNumber.NoSuchFile);
        }

        Push(path);
        return ToRoot();
    }

    private bool ToRoot()
    {
        ReachedPath = "/";
        TreeDirectory? root = _root.Open(_asksTrust, out int error);
        if (root is null)
        {
            return Fail(FailureOf(error), error);
        }

        if (!_root.Keeps)
        {
            _opened.Push(root);
        }

        _directory = root;
        return true;
    }

    private bool MayName(string name)
    {
        ReachedPath = _directory!.PathOf(name);
        return !IsProcessStream(ReachedPath) || Fail(FileOpeningFailure.ProcessStream, 0);
    }

    private bool Enter(string name)
    {
        if (name is ".." or ".")
        {
            _directory = name == "." ? _directory : _directory!.Parent;
            ReachedPath = _directory!.Path;
            return true;
        }

        if (!MayName(name))
        {
            return false;
        }

        if (_root.Open(_directory!, name, _asksTrust, _opened, out int error) is { } entered)
        {
            _directory = entered;
            return true;
        }

        return error is Linux.ErrorNumber.TooManyLinks or Linux.ErrorNumber.NotADirectory && NativeFile.ReadLink(_directory!.Handle, name) is { Length: > 0 } target
            ? Follow(target)
            : Fail(FailureOf(error), error);
    }

    private bool Follow(string target)
    {
        LinkTarget = target;
        FileOpeningFailure? refusal =
            IsProcessStream(target) ? FileOpeningFailure.ProcessStream
            : NativeFile.IsOnProc(_directory!.Handle) ? FileOpeningFailure.MagicLink
            : _asksTrust && !_directory.IsTrusted ? FileOpeningFailure.UntrustedLink
            : ++_links > MaximumLinks ? FileOpeningFailure.TooManyLinks
            : null;
        if (refusal is { } reason)
        {
            return Fail(reason, 0);
        }

        LinkTarget = null;
        Push(target);
        return !target.StartsWith('/') || ToRoot();
    }

    private bool Fail(FileOpeningFailure failure, int error)
    {
        Failure = failure;
        ErrorNumber = error;
        return false;
    }

    /// <summary>What an error number of the kernel means for whoever wanted the file.</summary>
    public static FileOpeningFailure FailureOf(int error) => error switch
    {
        Linux.ErrorNumber.NoSuchFile or Linux.ErrorNumber.NotADirectory => FileOpeningFailure.NotFound,
        Linux.ErrorNumber.PermissionDenied or Linux.ErrorNumber.OperationNotPermitted => FileOpeningFailure.PermissionDenied,
        Linux.ErrorNumber.NoSuchDevice or Linux.ErrorNumber.NoDevice => FileOpeningFailure.NotRegular,
        Linux.ErrorNumber.NotImplemented => FileOpeningFailure.NotSupported,
        _ => FileOpeningFailure.Other,
    };

    private void Push(string path)
    {
        string[] names = path.Split('/');

        // What ends in a slash or a dot has to be a directory.
        if (names[^1] is "" or ".")
        {
            _toCome.Push(".");
        }

        for (int index = names.Length - 1; index >= 0; index--)
        {
            if (names[index] is not ("" or "."))
            {
                _toCome.Push(names[index]);
            }
        }
    }
}
