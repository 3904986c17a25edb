using System.Globalization;

namespace Nginx502.Lab;

/// <summary>A real nginx in the foreground with its own configuration, listening on loopback only.</summary>
public sealed class NginxServer : IDisposable
{
    private readonly string _program = LabProgram.Nginx;
    private readonly LabDirectory _directory;
    private ServerProcess? _process;

    /// <summary>An nginx that is not started yet.</summary>
    /// <param name="directory">Where it lives.</param>
    /// <param name="port">The TCP port of 127.0.0.1 that its configuration listens on.</param>
    /// <param name="configuration">The text of its nginx.conf.</param>
    public NginxServer(LabDirectory directory, int port, string configuration)
    {
        _directory = directory;
        Port = port;
        ConfigurationPath = LabDirectory.Write(directory.Configuration, "nginx.conf", configuration);
    }

    /// <summary>The TCP port of 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The nginx.conf.</summary>
    public string ConfigurationPath { get; }

    /// <summary>A command that becomes it; empty for none.</summary>
    public IReadOnlyList<string> Through { get; set; } = [];

    /// <summary>The running master.</summary>
    public ProcessIdentity Master => Running.Identity;

    /// <summary>The running workers.</summary>
    public IReadOnlyList<ProcessIdentity> Workers => Running.Identity.Children();

    /// <summary>The process id of the running master.</summary>
    public int ProcessId => Running.Identity.Id;

    /// <summary>The process ids of the running workers.</summary>
    public IReadOnlyList<int> WorkerIds => [.. Running.Identity.Children().Select(worker => worker.Id)];

    private ServerProcess Running => _process ?? throw new LabException("This nginx is not running.");

    /// <summary>Starts it and waits until it accepts connections.</summary>
    /// <exception cref="LabException">It did not start; the message has what it printed.</exception>
    public async Task StartAsync()
    {
        string[] command = [.. Through, _program, "-p", _directory.Path + "/", "-c", ConfigurationPath, "-e", "stderr", "-g", "daemon off;"];
        _process = await ServerProcess.StartAsync(command[0], command[1..], Serves).ConfigureAwait(false);
    }

    /// <summary>Writes the configuration; what runs is not told.</summary>
    public void Write(string configuration) => LabDirectory.Write(_directory.Configuration, "nginx.conf", configuration);

    /// <summary>Makes it read a new configuration, and waits until new workers serve with it and the old ones are gone.</summary>
    /// <param name="configuration">The new text, or null to read the old one again.</param>
    public async Task ReloadAsync(string? configuration = null)
    {
        if (configuration is not null)
        {
            Write(configuration);
        }

        HashSet<int> before = [.. WorkerIds];
        Running.Identity.Signal(UnixSignal.Hangup);
        await Patience.UntilAsync(
            () => WorkerIds is { Count: > 0 } now && !now.Any(before.Contains),
            $"nginx to reload. It printed:\n{Running.Printed}").ConfigureAwait(false);
    }

    /// <summary>Makes it open its logs anew, as logrotate does after moving them; returns before it has done so.</summary>
    public void ReopenLogs() => Running.Identity.Signal(UnixSignal.User1);

    /// <summary>Stops it at once, as <c>nginx -s stop</c> does.</summary>
    public void Stop()
    {
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Kills the master alone; its workers live on until it is stopped.</summary>
    public void KillMaster() => Running.KillMaster();

    /// <summary>Kills the master and its workers.</summary>
    public void Kill()
    {
        KillMaster();
        Stop();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    /// <summary>nginx listens before it writes its pid file (nginx: src/core/nginx.c, ngx_create_pidfile), and then starts its worker.</summary>
    private bool Serves(int processId)
    {
        string pidFile = Path.Combine(_directory.Run, NginxConfiguration.PidFileName);
        return File.Exists(pidFile)
            && File.ReadAllText(pidFile).TrimEnd() == processId.ToString(CultureInfo.InvariantCulture)
            && ProcessIdentity.Of(processId) is { } master && master.Children().Count > 0;
    }
}
