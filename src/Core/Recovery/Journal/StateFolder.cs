using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The directory of journal, lock and backups: its owner's alone, and below directories that nobody else can change.</summary>
internal sealed class StateFolder : IDisposable
{
    /// <summary>The directory of the backups in it.</summary>
    public const string BackupsName = "backups";

    private const string FolderName = "changes";

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

    /// <summary>The environment variable that names another directory, as where <c>/var/lib</c> is read-only.</summary>
    public const string Variable = "NGINX502_STATE_DIRECTORY";

    private const string OfRoot = "/var/lib/nginx502";

    /// <summary>True for an ordinary user on a machine where root has a state of its own: what root did, that user does not see.</summary>
    public static bool IsOfThisUserAlone => !Environment.IsPrivilegedProcess && DefaultRoot() != OfRoot && System.IO.Directory.Exists(OfRoot);

    /// <summary>
    /// The directory that holds the state of this module: what <see cref="Variable"/> names with a full path, else <c>/var/lib/nginx502</c> for root,
    /// else <c>$XDG_STATE_HOME/nginx502</c> or <c>~/.local/state/nginx502</c> (XDG Base Directory Specification).
    /// </summary>
    public static string DefaultRoot()
    {
        if (Environment.GetEnvironmentVariable(Variable) is ['/', ..] named)
        {
            return named;
        }

        if (Environment.IsPrivilegedProcess)
        {
            return OfRoot;
        }

        const string name = "nginx502";
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
        SafeFileHandle directory = OwnDirectory.Open(calls, root, FolderName);
        try
        {
            return new StateFolder(path, directory, OwnDirectory.OpenIn(calls, directory, BackupsName, System.IO.Path.Combine(path, BackupsName)));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Opens it to read what is there; null when nothing is.</summary>
    /// <exception cref="ChangeException">It may not be read.</exception>
    public static StateFolder? OpenToRead(IFileCalls calls, string root)
    {
        string path = System.IO.Path.Combine(root, FolderName);
        if (OwnDirectory.OpenToRead(calls, path) is not { } directory)
        {
            return null;
        }

        int error = calls.OpenDirectory(directory, BackupsName, out SafeFileHandle backups);
        if (error == 0)
        {
            return new StateFolder(path, directory, backups);
        }

        backups.Dispose();
        if (error == FileError.NoSuchFile)
        {
            return new StateFolder(path, directory, null);
        }

        directory.Dispose();
        throw new ChangeException(CallFailures.Explain(error, "be opened", System.IO.Path.Combine(path, BackupsName)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Backups?.Dispose();
        Directory.Dispose();
    }
}
