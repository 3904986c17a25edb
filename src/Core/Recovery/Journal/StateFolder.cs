using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The directory of journal, lock and backups: its owner's alone, and below directories that nobody else can change.</summary>
internal sealed class StateFolder : IDisposable
{
    /// <summary>The directory of the backups in it.</summary>
    public const string BackupsName = "backups";

    private const string FolderName = "changes";
    private const UnixFileMode Others = (UnixFileMode)0x3F;

    private StateFolder(string path, SafeFileHandle directory, SafeFileHandle? backups)
    {
        Path = path;
        Directory = directory;
        Backups = backups;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The directory, open.</summary>
    public SafeFileHandle Directory { get; }

    /// <summary>The directory of the backups, open; null when there is none yet.</summary>
    public SafeFileHandle? Backups { get; }

    /// <summary>The full path of the directory of the backups.</summary>
    public string BackupsPath => System.IO.Path.Combine(Path, BackupsName);

    /// <summary>
    /// The directory that holds the state of this module: the one that <c>$NGINX502_STATE</c> names, else <c>/var/lib/nginx502</c> for root, else
    /// <c>$XDG_STATE_HOME/nginx502</c> or <c>~/.local/state/nginx502</c> (XDG Base Directory Specification).
    /// </summary>
    public static string DefaultRoot()
    {
        const string name = "nginx502";

        // Where /var/lib is read-only, as in many containers. One that others can change is refused when it is opened.
        if (Environment.GetEnvironmentVariable("NGINX502_STATE") is ['/', ..] named)
        {
            return named;
        }

        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/" + name;
        }

        string? home = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        return home is ['/', ..]
            ? System.IO.Path.Combine(home, name)
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".local/state", name);
    }

    /// <summary>Opens it, and makes it where it is missing.</summary>
    /// <exception cref="ChangeException">It cannot be made or opened, or others can change it.</exception>
    public static StateFolder Open(IFileCalls calls, string root)
    {
        string path = System.IO.Path.Combine(root, FolderName);
        SafeFileHandle? directory = null;
        try
        {
            using (PathWalk walk = PathWalk.ToDirectory(calls, root, makesMissing: true))
            {
                using SafeFileHandle own = walk.Open();
                Secure(calls, own, walk.ReachedPath);
                if (Environment.IsPrivilegedProcess && !walk.IsReachedByRootAlone)
                {
                    throw NotOwn(walk.ReachedPath, "lies below a directory that others than root can write to");
                }

                directory = OpenOwn(calls, own, FolderName, path);
            }

            return new StateFolder(path, directory, OpenOwn(calls, directory, BackupsName, System.IO.Path.Combine(path, BackupsName)));
        }
        catch
        {
            directory?.Dispose();
            throw;
        }
    }

    /// <summary>Opens it to read what is there; null when nothing is.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public static StateFolder? OpenToRead(IFileCalls calls, string root)
    {
        string path = System.IO.Path.Combine(root, FolderName);
        SafeFileHandle? directory = null;
        try
        {
            using PathWalk walk = PathWalk.ToDirectory(calls, path, makesMissing: false);
            directory = walk.Open();
            int error = calls.OpenDirectory(directory, BackupsName, out SafeFileHandle backups);
            if (error != 0)
            {
                backups.Dispose();
                CallFailures.Require(error == FileError.NoSuchFile ? 0 : error, "be opened", System.IO.Path.Combine(path, BackupsName));
            }

            return new StateFolder(path, directory, error == 0 ? backups : null);
        }
        catch (ChangeException exception) when (exception.Failure.Reason == ChangeFailureReason.FileMissing)
        {
            directory?.Dispose();
            return null;
        }
        catch
        {
            directory?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Backups?.Dispose();
        Directory.Dispose();
    }

    private static SafeFileHandle OpenOwn(IFileCalls calls, SafeFileHandle parent, string name, string path)
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
