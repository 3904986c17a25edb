using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Opens a regular file for reading by walking to it name by name. No FIFO is waited for, no device is opened, no terminal is
/// taken. For root, links and further names of a file count only where root alone could have made them.
/// </summary>
public sealed class FileOpening
{
    // What is left of the limit for the runtime: it opens files itself, when it loads a library or asks for the time zone,
    // and ends where it cannot.
    private const int SpareDescriptors = 48;

    private FileOpening(PathWalk walk)
    {
        Failure = walk.Failure;
        ErrorNumber = walk.ErrorNumber;
        ReachedPath = walk.ReachedPath;
        LinkTarget = walk.LinkTarget;
    }

    /// <summary>The open file; null when it was not opened.</summary>
    public SafeFileHandle? Handle { get; private set; }

    /// <summary>What the kernel knows of the file; meaningless when it was not opened.</summary>
    public FileStatus Status { get; private set; }

    /// <summary>Why it was not opened; null when it was.</summary>
    public FileOpeningFailure? Failure { get; private set; }

    /// <summary>The error number of the kernel, or 0 when the refusal is ours.</summary>
    public int ErrorNumber { get; private set; }

    /// <summary>The name where the walk ended, every link on the way resolved: the file, or what the failure is about. As seen from the root.</summary>
    public string ReachedPath { get; }

    /// <summary>Where the link points that the failure is about, as written in it; null when it is about none.</summary>
    public string? LinkTarget { get; }

    /// <summary>Opens a file by its full path, by the rules for the user that this process runs as. Never throws for what it meets.</summary>
    public static FileOpening Open(string path) => Open(path, Environment.IsPrivilegedProcess);

    internal static FileOpening Open(string path, bool isRoot) => Open(TreeRoot.Host, path, isRoot);

    /// <summary>Opens a regular file for reading.</summary>
    internal static FileOpening Open(TreeRoot root, string path, bool isRoot)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var walk = new PathWalk(root, asksTrust: isRoot);
        using SafeFileHandle? reached = walk.Reach(path, followsLast: true);
        var opening = new FileOpening(walk);
        if (reached is not null && opening.Knows(reached))
        {
            opening.OpenForReading(reached, isTrusted: !isRoot || opening.Status.LinkCount == 1 || (walk.IsTrusted && root.IsRootsOwn(opening.Status)));
        }

        return opening;
    }

    /// <summary>
    /// Reaches whatever a path leads to, a socket or a directory too; the handle is for looking and not for reading (man 2 open,
    /// O_PATH). Links are followed whoever made them: nothing is read.
    /// </summary>
    internal static FileOpening Locate(TreeRoot root, string path, bool followsLast)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var walk = new PathWalk(root, asksTrust: false);
        SafeFileHandle? reached = walk.Reach(path, followsLast);
        var opening = new FileOpening(walk);
        if (reached is not null && opening.Knows(reached))
        {
            opening.Handle = reached;
        }
        else
        {
            reached?.Dispose();
        }

        return opening;
    }

    /// <summary>Opens the program that a process runs, by a link of /proc that leads to the very file.</summary>
    /// <param name="path"><c>/proc/PID/exe</c>.</param>
    internal static FileOpening OpenRunning(string path)
    {
        using var walk = new PathWalk(TreeRoot.Host, asksTrust: false);
        using SafeFileHandle reached = NativeFile.OpenFollowing(path, out int error);
        var opening = new FileOpening(walk) { Failure = error == 0 ? null : PathWalk.FailureOf(error), ErrorNumber = error };
        if (error == 0 && opening.Knows(reached))
        {
            opening.OpenForReading(reached, isTrusted: true);
        }

        return opening;
    }

    private bool Knows(SafeFileHandle reached)
    {
        bool isKnown = FileStatus.TryRead(reached, out FileStatus status);
        Status = status;
        Failure = isKnown ? null : FileOpeningFailure.Other;
        return isKnown;
    }

    private void OpenForReading(SafeFileHandle reached, bool isTrusted)
    {
        Failure = Status.Kind switch
        {
            FileKind.Directory => FileOpeningFailure.IsDirectory,
            not FileKind.Regular => FileOpeningFailure.NotRegular,
            _ when !isTrusted => FileOpeningFailure.UntrustedHardLink,
            _ => null,
        };
        if (Failure is not null)
        {
            return;
        }

        SafeFileHandle file = NativeFile.Reopen(reached, out int error);

        // Numbers are given out from below: a high one tells how many are in use.
        if (!file.IsInvalid && file.DangerousGetHandle() >= NativeFile.MaximumDescriptors - SpareDescriptors)
        {
            error = Linux.ErrorNumber.TooManyOpenFiles;
        }

        if (error != 0)
        {
            file.Dispose();
            (Failure, ErrorNumber) = (PathWalk.FailureOf(error), error);
            return;
        }

        NativeFile.ClearNonBlocking(file);
        Handle = file;
    }
}
