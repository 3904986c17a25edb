using System.Diagnostics;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Services;

/// <summary>The nginx of a site as the main program of a container: process 1 of process numbers of its own, with mounts of its own. Only root can start one.</summary>
internal sealed class ContainedNginx : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _starter;

    private ContainedNginx(Process starter) => _starter = starter;

    /// <summary>Its master, as this process sees it.</summary>
    public ProcessIdentity Master => ProcessIdentity.Of(_starter.Id) is { } starter && starter.Children() is [var master] ? master : throw new LabException("The contained nginx is not running.");

    /// <summary>Starts the nginx of a site anew, in its container.</summary>
    public static async Task<ContainedNginx> StartAsync(LabSite site)
    {
        site.Nginx.Stop();
        string[] arguments = ["--pid", "--fork", "--kill-child", "--mount-proc", LabProgram.Nginx, "-p", site.Directory.Path + "/", "-c", site.Nginx.ConfigurationPath, "-e", "stderr", "-g", "daemon off;"];
        var nginx = new ContainedNginx(Process.Start("/usr/bin/unshare", arguments));
        try
        {
            await Patience.UntilAsync(() => nginx._starter.HasExited || nginx.Serves(), "the contained nginx to serve");
            Assert.False(nginx._starter.HasExited);
            return nginx;
        }
        catch
        {
            nginx.Dispose();
            throw;
        }
    }

    /// <summary>Kills it, and waits until its container is gone.</summary>
    public async Task KillAsync()
    {
        Master.Signal(UnixSignal.Kill);
        await _starter.WaitForExitAsync().WaitAsync(Patience.Limit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_starter.HasExited)
        {
            // The kernel ends the container with it.
            _starter.Kill();
            _starter.WaitForExit(Grace);
        }

        _starter.Dispose();
    }

    private bool Serves() => ProcessIdentity.Of(_starter.Id) is { } starter && starter.Children() is [var master] && master.Children().Count > 0;
}
