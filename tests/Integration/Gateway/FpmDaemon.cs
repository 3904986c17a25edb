using System.Diagnostics;
using System.Globalization;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>The php-fpm of a site as a daemon: no child of ours, and another process after each reload.</summary>
internal sealed class FpmDaemon : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly string _pidFile;
    private readonly HashSet<ProcessIdentity> _seen = [];

    private FpmDaemon(string pidFile) => _pidFile = pidFile;

    /// <summary>The master as it is now.</summary>
    public ProcessIdentity Master
    {
        get
        {
            int id = int.Parse(File.ReadAllText(_pidFile), CultureInfo.InvariantCulture);
            ProcessIdentity master = ProcessIdentity.Of(id) ?? throw new LabException($"The php-fpm {id} is gone.");
            _seen.Add(master);
            return master;
        }
    }

    /// <summary>Starts the php-fpm of a site anew, as a daemon.</summary>
    public static async Task<FpmDaemon> StartAsync(LabSite site)
    {
        site.Fpm.Stop();
        string text = await File.ReadAllTextAsync(site.Fpm.ConfigurationPath);
        await File.WriteAllTextAsync(site.Fpm.ConfigurationPath, text.Replace("daemonize = no", "daemonize = yes", StringComparison.Ordinal));

        // It goes on by itself when this process ends.
        using Process process = Process.Start(LabProgram.PhpFpm[0], ["-n", "-y", site.Fpm.ConfigurationPath]);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.Equal(0, process.ExitCode);
        var daemon = new FpmDaemon(Path.Combine(site.Directory.Run, "php-fpm.pid"));
        Assert.True(daemon.Master.IsAlive);
        return daemon;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A master that stands still starts no other worker in place of one that is killed.
        ProcessIdentity[] masters = [.. _seen.Append(Master).Distinct()];
        Array.ForEach(masters, master => master.Signal(UnixSignal.Stop));
        ProcessIdentity[] all = [.. masters.SelectMany(master => master.Children().Append(master))];
        foreach (ProcessIdentity process in all)
        {
            process.Signal(UnixSignal.Kill);
        }

        foreach (ProcessIdentity process in all)
        {
            SpinWait.SpinUntil(() => !process.IsAlive, Grace);
        }
    }
}
