using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Directories of this module's own: their owner's alone, and below directories that nobody else can change.</summary>
internal static class OwnDirectory
{
    private const UnixFileMode Others = (UnixFileMode)0x3F;

    /// <summary>Opens one below a root, and makes what is missing of both.</summary>
    /// <exception cref="ChangeException">It cannot be made or opened, or others can change it.</exception>
    public static SafeFileHandle Open(IFileCalls calls, string root, string name)
    {
        using PathWalk walk = PathWalk.ToDirectory(calls, root, makesMissing: true);
        using SafeFileHandle own = walk.Open();
        Secure(calls, own, walk.ReachedPath);
        if (Environment.IsPrivilegedProcess && !walk.IsReachedByRootAlone)
        {
            throw NotOwn(walk.ReachedPath, "lies below a directory that others than root can write to");
        }

        return OpenIn(calls, own, name, Path.Combine(root, name));
    }

    /// <summary>Opens a directory inside an own one, and makes it where it is missing.</summary>
    /// <exception cref="ChangeException">It cannot be made or opened, or is another's.</exception>
    public static SafeFileHandle OpenIn(IFileCalls calls, SafeFileHandle parent, string name, string path)
    {
        int error = calls.OpenDirectory(parent, name, out SafeFileHandle directory);
        try
        {
            if (error == FileError.NoSuchFile)
            {
                error = calls.MakeDirectory(parent, name);
                CallFailures.Require(error == FileError.Exists ? 0 : error, "be made", path);
                CallFailures.Require(calls.Synchronise(parent), "be written", path);
                directory.Dispose();
                error = calls.OpenDirectory(parent, name, out directory);
            }

            CallFailures.Require(error, "be opened", path);
            Secure(calls, directory, path);
            return directory;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Opens one to read what is there; null when there is none.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public static SafeFileHandle? OpenToRead(IFileCalls calls, string path)
    {
        try
        {
            using PathWalk walk = PathWalk.ToDirectory(calls, path, makesMissing: false);
            return walk.Open();
        }
        catch (ChangeException exception) when (exception.Failure.Reason == ChangeFailureReason.FileMissing)
        {
            return null;
        }
    }

    private static void Secure(IFileCalls calls, SafeFileHandle directory, string path)
    {
        CallFailures.Require(calls.Status(directory, out FileStatus status), "be looked at", path);
        if (status.OwnerId != FileCalls.UserId)
        {
            throw NotOwn(path, $"belongs to the user {status.OwnerId}");
        }

        // A service manager makes it with 0755.
        if ((status.Mode & Others) != 0)
        {
            CallFailures.Require(calls.ChangeMode(directory, status.Mode & ~Others), "be closed to others", path);
        }
    }

    private static ChangeException NotOwn(string path, string weakness) => new(new ChangeFailure(
        ChangeFailureReason.StateNotUsable,
        path,
        $"The journal is not kept in '{SafeText.Escape(path)}': it {weakness}.",
        "See who made it, move it away, and try again: it is made anew."));
}
