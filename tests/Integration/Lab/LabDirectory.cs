namespace Nginx502.Lab;

/// <summary>
/// A temporary directory that holds everything of one laboratory: configuration, logs, sockets, scripts. Workers of
/// another user can pass through it, and write into <see cref="State"/> alone.
/// </summary>
public sealed class LabDirectory : IDisposable
{
    /// <summary>The longest path of a unix socket (Linux: sockaddr_un.sun_path is 108 bytes with its NUL).</summary>
    private const int LongestSocketPath = 107;

    private const int LongestSocketName = 40;

    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Makes the directory and its rooms.</summary>
    public LabDirectory()
    {
        string made = Directory.CreateTempSubdirectory("nginx502-").FullName;
        if (made.Length + LongestSocketName > LongestSocketPath)
        {
            Directory.Delete(made);
            throw new LabException($"TMPDIR is so long that sockets below it would exceed {LongestSocketPath} bytes: {made}");
        }

        Path = made;
        File.SetUnixFileMode(made, Passable);
        Configuration = MakeRoom("conf");
        Logs = MakeRoom("log");
        Run = MakeRoom("run");
        DocumentRoot = MakeRoom("www");
        State = MakeRoom("state");
        if (LabUser.ForWorkers is { } workers)
        {
            UnixCall.ChangeOwner(State, workers);
        }
    }

    /// <summary>The directory's full path.</summary>
    public string Path { get; }

    /// <summary>Where the configuration files are.</summary>
    public string Configuration { get; }

    /// <summary>Where both servers log.</summary>
    public string Logs { get; }

    /// <summary>Where sockets and pid files are.</summary>
    public string Run { get; }

    /// <summary>What nginx serves.</summary>
    public string DocumentRoot { get; }

    /// <summary>Where scripts say which worker runs them; the workers can write here.</summary>
    public string State { get; }

    /// <summary>Writes a file that everybody can read, and gives its full path. One that has this text already is not touched: its time tells when it was changed.</summary>
    public static string Write(string room, string name, string text)
    {
        string path = System.IO.Path.Combine(room, name);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            File.WriteAllText(path, text);
            File.SetUnixFileMode(path, Readable);
        }

        return path;
    }

    /// <summary>Removes the directory and all that is in it.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private string MakeRoom(string name)
    {
        string room = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(room);
        File.SetUnixFileMode(room, Passable);
        return room;
    }
}
