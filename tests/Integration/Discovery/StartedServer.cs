using System.ComponentModel;
using System.Diagnostics;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Discovery;

/// <summary>A real server with options of a test's own, in the foreground; stopped by its process id, with its workers.</summary>
internal sealed class StartedServer : IDisposable
{
    private const int TextFileBusy = 26;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private StartedServer(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Printed += line.Data + "\n";
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Identity = ProcessIdentity.Of(process.Id) ?? new ProcessIdentity(process.Id, 0);
    }

    /// <summary>The master.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>The master's process id.</summary>
    public int ProcessId => Identity.Id;

    /// <summary>What it printed.</summary>
    public string Printed { get; private set; } = "";

    /// <summary>Starts a server and waits until it has workers.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its whole environment; null for ours without what the servers read.</param>
    /// <param name="directory">Where it is started.</param>
    public static async Task<StartedServer> StartAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string directory = "/")
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        // A program that was just written is busy while another test starts one of its own: that inherits the open file for a moment (man 2 execve, ETXTBSY).
        Process? process = null;
        await Patience.UntilAsync(() => (process = TryStart(start)) is not null, $"{program} to be free");
        StartedServer server = new(process!);
        try
        {
            await Patience.UntilAsync(() => server._process.HasExited || server.HasWorkers(), $"{program} to have workers");
            Assert.False(server._process.HasExited, server.Printed);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    // A child has its parent's title until it sets its own, and a script before the server has children too.
    private bool HasWorkers() => Nginx502.Linux.ProcessTable.Children(
        Nginx502.Linux.ProcessTable.DefaultRoot,
        ProcessId,
        title => title.StartsWith("nginx: worker", StringComparison.Ordinal) || title.StartsWith("php-fpm: pool", StringComparison.Ordinal)).Count > 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        IReadOnlyList<ProcessIdentity> workers = Identity.Children();
        Identity.Signal(UnixSignal.Terminate);
        if (!_process.WaitForExit(Grace))
        {
            Identity.Signal(UnixSignal.Kill);
            _process.WaitForExit(Grace);
        }

        foreach (ProcessIdentity worker in workers)
        {
            worker.Signal(UnixSignal.Kill);
        }

        _process.Dispose();
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception exception) when (exception.NativeErrorCode == TextFileBusy)
        {
            return null;
        }
    }
}
