using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// What stands for <c>/</c>, and how directories below it are opened: under another root than this process's own by openat2
/// alone, which lets nothing lead out. May keep the directories that it opens.
/// </summary>
internal sealed class TreeRoot : IDisposable
{
    // Enough for the directories of any configuration; each takes a descriptor.
    private const int MaximumKept = 256;

    private readonly object _lock = new();
    private readonly string _path;
    private readonly uint _rootUserId;
    private readonly bool _hasOpenAt2;
    private readonly SafeFileHandle? _given;
    private TreeDirectory? _keptRoot;
    private int _kept;

    /// <summary>A root.</summary>
    /// <param name="path">The directory's path for this process; <c>/</c> for its own root.</param>
    /// <param name="given">The directory, open already; null to open it by its path. Not closed with this.</param>
    /// <param name="keeps">True to keep directories open until this is closed.</param>
    /// <param name="rootUserId">The number that root has there: 0 but in a user namespace.</param>
    /// <param name="hasOpenAt2">False to do as if the kernel had no openat2.</param>
    public TreeRoot(string path, SafeFileHandle? given = null, bool keeps = false, uint rootUserId = 0, bool hasOpenAt2 = true)
    {
        (_path, _given, _rootUserId, _hasOpenAt2) = (path, given, rootUserId, hasOpenAt2);
        (IsForeign, Keeps) = (path != "/" || given is not null, keeps);
    }

    /// <summary>This process's own root.</summary>
    public static TreeRoot Host { get; } = new("/");

    /// <summary>The directory's path for this process.</summary>
    public string Path => _path;

    /// <summary>True when it is not this process's own root.</summary>
    public bool IsForeign { get; }

    /// <summary>True when directories are kept open.</summary>
    public bool Keeps { get; }

    /// <summary>The same root, which keeps directories open until it is closed.</summary>
    public TreeRoot Keeping() => new(_path, _given, keeps: true, _rootUserId, _hasOpenAt2);

    /// <summary>The root directory; null with the error number when it cannot be opened.</summary>
    /// <param name="asksTrust">True where the walk asks who can change what.</param>
    /// <param name="error">The error number, or 0.</param>
    public TreeDirectory? Open(bool asksTrust, out int error)
    {
        error = IsForeign && !_hasOpenAt2 ? ErrorNumber.NotImplemented : 0;
        if (error != 0)
        {
            return null;
        }

        lock (_lock)
        {
            if (_keptRoot is not null)
            {
                return _keptRoot;
            }

            SafeFileHandle handle = _given is null
                ? NativeFile.OpenRoot(_path, out error)
                : NativeFile.OpenDirectory(_given, ".", isWithin: true, out error);
            if (handle.IsInvalid)
            {
                handle.Dispose();
                return null;
            }

            var directory = new TreeDirectory(handle, "/", parent: null, (Keeps || asksTrust) && IsRootsOwn(handle));
            if (Keeps)
            {
                directory.IsKept = true;
                _keptRoot = directory;
            }

            return directory;
        }
    }

    /// <summary>A directory in another; null with the error number when it cannot be opened, as a link.</summary>
    /// <param name="parent">The directory above.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="asksTrust">True where the walk asks who can change what.</param>
    /// <param name="opened">Takes it when the caller has to close it.</param>
    /// <param name="error">The error number, or 0.</param>
    public TreeDirectory? Open(TreeDirectory parent, string name, bool asksTrust, Stack<TreeDirectory> opened, out int error)
    {
        error = 0;
        if (Keeps)
        {
            lock (_lock)
            {
                if (parent.Kept(name) is { } kept)
                {
                    return kept;
                }
            }
        }

        SafeFileHandle handle = NativeFile.OpenDirectory(parent.Handle, name, IsForeign, out error);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return null;
        }

        var directory = new TreeDirectory(handle, parent.PathOf(name), parent, parent.IsTrusted && (Keeps || asksTrust) && IsRootsOwn(handle));
        if (!TryKeep(parent, name, directory))
        {
            opened.Push(directory);
        }

        return directory;
    }

    /// <summary>True when a file's status says that root alone can change it.</summary>
    public bool IsRootsOwn(FileStatus status) => status.IsWritableByAlone(_rootUserId);

    /// <summary>Closes what was kept.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _keptRoot?.Dispose();
            _keptRoot = null;
        }
    }

    private bool IsRootsOwn(SafeFileHandle handle) => FileStatus.TryRead(handle, out FileStatus status) && IsRootsOwn(status);

    private bool TryKeep(TreeDirectory parent, string name, TreeDirectory directory)
    {
        lock (_lock)
        {
            // Below a directory that will be closed nothing is kept.
            if (!parent.IsKept || _kept >= MaximumKept || parent.Kept(name) is not null)
            {
                return false;
            }

            _kept++;
            parent.Keep(name, directory);
            return true;
        }
    }
}
