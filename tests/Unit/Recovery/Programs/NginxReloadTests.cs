using System.Diagnostics;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Programs;

/// <summary>Each reload leaves the old workers to finish: where they pile up, one more is refused.</summary>
public sealed class NginxReloadTests : IDisposable
{
    private const string Serving = "nginx: worker process";
    private const string Leaving = "nginx: worker process is shutting down";

    private readonly List<Process> _workers = [];

    public void Dispose()
    {
        foreach (Process worker in _workers)
        {
            worker.Kill();
            worker.WaitForExit();
            worker.Dispose();
        }
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(2, 3, false)]
    [InlineData(2, 4, true)]
    [InlineData(1, 5, true)]
    [InlineData(0, 4, false)]
    public void WorkersOfEarlierReloadsThatPileUpRefuseOneMore(int serving, int leaving, bool isRefused)
    {
        Start(Serving, serving);
        Start(Leaving, leaving);

        // The number of this process with the start of another is signalled by nobody.
        var reload = new NginxReload(new NginxMaster(Environment.ProcessId, null, 1, null, false, null, "/etc/nginx/nginx.conf", "/", "/etc/nginx", string.Empty, "stderr", "/", [], []) { StartTicks = 1 }, null);
        string? refusal = reload.Refuse([]);
        ActivationResult result = reload.Activate(CancellationToken.None);

        Assert.Equal(isRefused, refusal is not null);
        Assert.Equal((false, false, isRefused), (result.Succeeded, result.HasActed, result.Problem == refusal));
        Assert.True(!isRefused || refusal!.StartsWith($"{leaving} workers of earlier reloads still finish their requests beside {serving} that serve", StringComparison.Ordinal));
    }

    // cat takes no argument, so that its title is the name that it is given.
    private void Start(string title, int count)
    {
        for (int index = 0; index < count; index++)
        {
            _workers.Add(Process.Start(new ProcessStartInfo("bash", ["-c", "exec -a \"$0\" cat", title]) { RedirectStandardInput = true })!);
        }

        Assert.True(Wait.Until(
            () => ProcessTable.Children(ProcessTable.DefaultRoot, Environment.ProcessId, name => name == title).Count == count, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(10), CancellationToken.None));
    }
}
