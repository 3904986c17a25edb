using System.Diagnostics;
using System.Text;

namespace Nginx502.Lab;

/// <summary>
/// A server in the foreground with all that it printed. It is stopped by its process id, with its workers, at the latest
/// when this process ends.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan GraceToStop = TimeSpan.FromSeconds(5);

    private static readonly HashSet<ServerProcess> Started = [];

    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly List<ProcessIdentity> _orphans = [];

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Identity = ProcessIdentity.Of(process.Id) ?? new ProcessIdentity(process.Id, 0);
        lock (Started)
        {
            Started.Add(this);
        }
    }

    /// <summary>The master process.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>True while the master runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>All that it printed so far, both streams.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
            {
                return _printed.ToString();
            }
        }
    }

    /// <summary>Starts a program and waits until it serves.</summary>
    /// <param name="program">Its full path.</param>
    /// <param name="arguments">Its arguments; no shell is between.</param>
    /// <param name="isReady">True once the process with this id serves.</param>
    /// <exception cref="LabException">It ended or did not serve in time; the message has what it printed.</exception>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, Func<int, bool> isReady)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };

        // Both servers take over listening sockets that these name, and php-fpm reads foreign configuration.
        foreach (string name in (string[])["NGINX", "NGINX_BPF_MAPS", "FPM_SOCKETS", "PHPRC", "PHP_INI_SCAN_DIR"])
        {
            start.Environment.Remove(name);
        }

        ServerProcess server = new(Process.Start(start) ?? throw new LabException($"{program} was not started."));
        bool served = await Patience.HoldsWithinAsync(() => server._process.HasExited || isReady(server.Identity.Id), Patience.Limit).ConfigureAwait(false);
        if (!served || server._process.HasExited)
        {
            string what = served ? "ended" : "did not begin to serve";
            server.Dispose();
            throw new LabException($"{program} {string.Join(' ', arguments)} {what}. It printed:\n{server.Printed}");
        }

        return server;
    }

    /// <summary>Stops it in its own way, and by force if that takes too long.</summary>
    public void Stop(UnixSignal signal = UnixSignal.Terminate)
    {
        if (IsRunning)
        {
            Identity.Signal(signal);
            if (!_process.WaitForExit(GraceToStop))
            {
                KillMaster();
            }
        }

        KillOrphans();
    }

    /// <summary>Kills the master alone; its workers live on until <see cref="Stop"/> or <see cref="KillOrphans"/>.</summary>
    public void KillMaster()
    {
        if (!IsRunning)
        {
            return;
        }

        // A master that stands still cannot start another worker between the look at them and its death.
        Identity.Signal(UnixSignal.Stop);
        _orphans.AddRange(Identity.Children());
        Identity.Signal(UnixSignal.Kill);

        // With a limit: without one it also waits for the end of the output, which living workers hold open.
        _process.WaitForExit(GraceToStop);
    }

    /// <summary>Kills the workers that outlived their master, and waits until they are gone.</summary>
    public void KillOrphans()
    {
        foreach (ProcessIdentity orphan in _orphans)
        {
            orphan.Signal(UnixSignal.Kill);
        }

        foreach (ProcessIdentity orphan in _orphans)
        {
            SpinWait.SpinUntil(() => !orphan.IsAlive, GraceToStop);
        }

        _orphans.Clear();
    }

    /// <summary>Stops it and forgets it.</summary>
    public void Dispose()
    {
        lock (Started)
        {
            if (!Started.Remove(this))
            {
                return;
            }
        }

        Stop();

        // Waits for the last printed lines too.
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void StopAll()
    {
        ServerProcess[] left;
        lock (Started)
        {
            left = [.. Started];
        }

        foreach (ServerProcess server in left)
        {
            server.Stop();
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_printed)
            {
                _printed.AppendLine(line);
            }
        }
    }
}
