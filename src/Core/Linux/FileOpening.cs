using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Opens a regular file for reading by walking to it name by name, so that nothing can be exchanged on the way. No FIFO
/// is waited for, no device is kept, no terminal is taken. Links are followed here and not by the kernel: for root
/// only where root alone could have made them, since whoever can write to a directory could otherwise lead root to a secret.
/// </summary>
public sealed class FileOpening
{
    // What is left of the limit for the runtime: it opens files itself, when it loads a library or asks for the time zone,
    // and ends where it cannot.
    private const int SpareDescriptors = 48;

    // As the kernel: MAXSYMLINKS of include/linux/namei.h.
    private const int MaximumLinks = 40;

    private readonly bool _isRoot;
    private readonly Stack<string> _toCome = new();
    private string _reached = "/";
    private bool _isTrusted = true;
    private int _links;

    private FileOpening(bool isRoot) => _isRoot = isRoot;

    /// <summary>The open file; null when it was not opened.</summary>
    public SafeFileHandle? Handle { get; private set; }

    /// <summary>Why it was not opened; null when it was.</summary>
    public FileOpeningFailure? Failure { get; private set; }

    /// <summary>The error number of the kernel, or 0 when the refusal is ours.</summary>
    public int ErrorNumber { get; private set; }

    /// <summary>The name where the walk ended, every link on the way resolved: the file, or what the failure is about.</summary>
    public string ReachedPath => _reached;

    /// <summary>Where the link points that the failure is about, as written in it; null when it is about none.</summary>
    public string? LinkTarget { get; private set; }

    /// <summary>Opens a file by its full path, by the rules for the user that this process runs as. Never throws for what it meets.</summary>
    public static FileOpening Open(string path) => Open(path, Environment.IsPrivilegedProcess);

    internal static FileOpening Open(string path, bool isRoot)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var opening = new FileOpening(isRoot);
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            opening._reached = path;
            opening.Fail(FileOpeningFailure.NotFound, Linux.ErrorNumber.NoSuchFile);
            return opening;
        }

        opening.Push(path);
        SafeFileHandle directory = NativeFile.OpenRoot();
        try
        {
            opening.Walk(ref directory);
        }
        finally
        {
            directory.Dispose();
        }

        return opening;
    }

    private void Walk(ref SafeFileHandle directory)
    {
        if (directory.IsInvalid)
        {
            Fail(FileOpeningFailure.Other, Linux.ErrorNumber.TooManyOpenFiles);
            return;
        }

        NoteTrust(directory);
        while (_toCome.TryPop(out string? name))
        {
            string here = _reached;
            _reached = name == ".." ? Path.GetDirectoryName(here) ?? "/" : Path.Combine(here, name);
            if (IsProcessStream(_reached))
            {
                Fail(FileOpeningFailure.ProcessStream, 0);
                return;
            }

            bool isLast = _toCome.Count == 0 && name != "..";
            SafeFileHandle next = isLast
                ? NativeFile.OpenForReading(directory, name, out int error)
                : NativeFile.OpenDirectory(directory, name, out error);
            if (!next.IsInvalid)
            {
                if (isLast)
                {
                    Keep(next);
                    return;
                }

                directory.Dispose();
                directory = next;
                NoteTrust(directory);
                continue;
            }

            next.Dispose();
            if (error is not (Linux.ErrorNumber.TooManyLinks or Linux.ErrorNumber.NotADirectory) || NativeFile.ReadLink(directory, name) is not { Length: > 0 } target)
            {
                Fail(FailureOf(error), error);
                return;
            }

            if (!TryFollow(target, here, ref directory))
            {
                return;
            }
        }

        // The path was "/" or ended in "..".
        Fail(FileOpeningFailure.IsDirectory, 0);
    }

    private bool TryFollow(string target, string here, ref SafeFileHandle directory)
    {
        LinkTarget = target;
        FileOpeningFailure? refusal =
            IsProcessStream(target) ? FileOpeningFailure.ProcessStream
            : NativeFile.IsOnProc(directory) ? FileOpeningFailure.MagicLink
            : _isRoot && !_isTrusted ? FileOpeningFailure.UntrustedLink
            : ++_links > MaximumLinks ? FileOpeningFailure.TooManyLinks
            : null;
        if (refusal is { } reason)
        {
            Fail(reason, 0);
            return false;
        }

        LinkTarget = null;
        _reached = here;
        if (target.StartsWith('/'))
        {
            _reached = "/";
            directory.Dispose();
            directory = NativeFile.OpenRoot();
        }

        Push(target);
        return true;
    }

    private void Keep(SafeFileHandle file)
    {
        // Numbers are given out from below: a high one tells how many are in use.
        if (file.DangerousGetHandle() >= NativeFile.MaximumDescriptors - SpareDescriptors)
        {
            Refuse(FileOpeningFailure.Other, Linux.ErrorNumber.TooManyOpenFiles);
        }
        else if (!FileStatus.TryRead(file, out FileStatus status))
        {
            Refuse(FileOpeningFailure.Other);
        }
        else if (status.Kind != FileKind.Regular)
        {
            Refuse(status.Kind == FileKind.Directory ? FileOpeningFailure.IsDirectory : FileOpeningFailure.NotRegular);
        }
        else if (_isRoot && status.LinkCount > 1 && !(_isTrusted && status.IsWritableByRootAlone))
        {
            Refuse(FileOpeningFailure.UntrustedHardLink);
        }
        else
        {
            NativeFile.ClearNonBlocking(file);
            Handle = file;
        }

        void Refuse(FileOpeningFailure failure, int error = 0)
        {
            file.Dispose();
            Fail(failure, error);
        }
    }

    // Below a directory that others can write to everything can be exchanged by them.
    private void NoteTrust(SafeFileHandle directory) =>
        _isTrusted = _isTrusted && FileStatus.TryRead(directory, out FileStatus status) && status.IsWritableByRootAlone;

    private void Fail(FileOpeningFailure failure, int error)
    {
        Failure = failure;
        ErrorNumber = error;
    }

    private static FileOpeningFailure FailureOf(int error) => error switch
    {
        Linux.ErrorNumber.NoSuchFile or Linux.ErrorNumber.NotADirectory => FileOpeningFailure.NotFound,
        Linux.ErrorNumber.PermissionDenied or Linux.ErrorNumber.OperationNotPermitted => FileOpeningFailure.PermissionDenied,
        Linux.ErrorNumber.NoSuchDevice or Linux.ErrorNumber.NoDevice => FileOpeningFailure.NotRegular,
        _ => FileOpeningFailure.Other,
    };

    private static bool IsProcessStream(string path) =>
        path is "/dev/stdout" or "/dev/stderr" || path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal);

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
}
