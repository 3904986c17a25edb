namespace Nginx502.Lab;

/// <summary>A real php-fpm in the foreground with its own configuration and no php.ini.</summary>
public sealed class FpmServer : IDisposable
{
    private const string ReadyMessage = "ready to handle connections";

    private readonly string _program;
    private readonly LabDirectory _directory;
    private readonly string _name;
    private ServerProcess? _process;
    private IReadOnlyList<FpmPool> _pools;

    /// <summary>A php-fpm that is not started yet.</summary>
    /// <param name="directory">Where it lives.</param>
    /// <param name="pools">Its pools, at least one.</param>
    /// <param name="name">Names its files, so that several can live in one directory.</param>
    /// <param name="program">Its full path; the newest installed version when null.</param>
    public FpmServer(LabDirectory directory, IReadOnlyList<FpmPool> pools, string name = "php-fpm", string? program = null)
    {
        _directory = directory;
        _pools = pools;
        _name = name;
        _program = program ?? LabProgram.PhpFpm[0];
        Log = Path.Combine(directory.Logs, name + ".log");
    }

    /// <summary>The error log.</summary>
    public string Log { get; }

    /// <summary>The configuration file.</summary>
    public string ConfigurationPath => Path.Combine(_directory.Configuration, _name + ".conf");

    /// <summary>Further directives of the [global] section, or others than the laboratory's own.</summary>
    public IReadOnlyDictionary<string, string> Directives { get; set; } = new Dictionary<string, string>();

    /// <summary>Further arguments.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>A command that becomes it; empty for none.</summary>
    public IReadOnlyList<string> Through { get; set; } = [];

    /// <summary>The running master.</summary>
    public ProcessIdentity Master => Running.Identity;

    /// <summary>True while the master runs.</summary>
    public bool IsRunning => _process is { IsRunning: true };

    /// <summary>The process id of the running master.</summary>
    public int ProcessId => Running.Identity.Id;

    /// <summary>The running workers of all pools.</summary>
    public IReadOnlyList<ProcessIdentity> Workers => Running.Identity.Children();

    private ServerProcess Running => _process ?? throw new LabException("This php-fpm is not running.");

    /// <summary>Starts it and waits until it is ready to handle connections.</summary>
    /// <param name="pools">Other pools than before, or null.</param>
    /// <exception cref="LabException">It did not start; the message has what it printed.</exception>
    public async Task StartAsync(IReadOnlyList<FpmPool>? pools = null)
    {
        Stop();
        Write(pools ?? _pools);
        await StartAsWrittenAsync().ConfigureAwait(false);
    }

    /// <summary>Starts it with the configuration as it lies there.</summary>
    /// <exception cref="LabException">It did not start; the message has what it printed.</exception>
    public async Task StartAsWrittenAsync()
    {
        Stop();
        int readyBefore = TimesReady();
        string[] command = [.. Through, _program, "--nodaemonize", "--no-php-ini", "--fpm-config", ConfigurationPath, .. Arguments];
        _process = await ServerProcess.StartAsync(command[0], command[1..], _ => TimesReady() > readyBefore).ConfigureAwait(false);
    }

    /// <summary>Writes the configuration; what runs is not told.</summary>
    public void Write(IReadOnlyList<FpmPool> pools)
    {
        _pools = pools;
        LabDirectory.Write(_directory.Configuration, _name + ".conf", Render());
    }

    /// <summary>Makes it read its configuration again; the master keeps its process id in the foreground.</summary>
    public async Task ReloadAsync()
    {
        int readyBefore = TimesReady();
        Running.Identity.Signal(UnixSignal.User2);
        await Patience.UntilAsync(() => TimesReady() > readyBefore, $"php-fpm to reload. It printed:\n{Running.Printed}").ConfigureAwait(false);
    }

    /// <summary>Stops it as a service manager does: its sockets are removed.</summary>
    public void Stop()
    {
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Kills the master alone: the workers go on answering, and the socket stays.</summary>
    public void KillMaster() => Running.KillMaster();

    /// <summary>Kills the master and all workers, as the kernel does when memory is short: the socket file stays.</summary>
    public void KillAll()
    {
        Running.KillMaster();
        Stop();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private string Render()
    {
        Dictionary<string, string> global = new(StringComparer.Ordinal)
        {
            ["pid"] = $"{_directory.Run}/{_name}.pid",
            ["error_log"] = Log,
            ["daemonize"] = "no",
        };
        foreach ((string name, string value) in Directives)
        {
            global[name] = value;
        }

        return "[global]\n" + string.Concat(global.Select(directive => $"{directive.Key} = {directive.Value}\n")) + "\n" + string.Join('\n', _pools.Select(pool => pool.Render()));
    }

    private int TimesReady() =>
        File.Exists(Log) ? File.ReadLines(Log).Count(line => line.Contains(ReadyMessage, StringComparison.Ordinal)) : 0;
}
