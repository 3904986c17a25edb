using System.Globalization;
using Nginx502.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.FastCgi;

/// <summary>The status and ping pages of a real php-fpm.</summary>
public sealed class StatusTests
{
    private const string StatusPath = "/fpm-status";

    [Fact]
    public async Task APoolAtRest()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.status_path"] = StatusPath, ["pm.max_children"] = "3" });
        FpmStatus? status = null;

        // The first may answer before the others are there; each counts as active until it waits for its first connection, and for a moment after each one.
        await Patience.UntilAsync(() => (status = Ask(site.Endpoint, isFull: false)) is { ActiveProcesses: 1, IdleProcesses: 2 }, "all workers to be idle but the one that answers");

        Assert.Equal(("www", FpmProcessManager.Static, site.Endpoint), (status!.Pool, status.ProcessManager, status.Endpoint));
        Assert.Equal((2, 3), (status.IdleProcesses, status.TotalProcesses));
        Assert.Equal((null, null, null, null), (status.ListenQueue, status.MaxListenQueue, status.ListenQueueLength, status.MaxChildrenReached));
        Assert.InRange(status.AcceptedConnections, 1, 1000);
        Assert.InRange(status.StartTime!.Value, DateTime.Now.AddMinutes(-2), DateTime.Now);
        Assert.InRange(status.StartSince!.Value, TimeSpan.Zero, Patience.Limit);
        Assert.Empty(status.Processes);
    }

    [Fact]
    public async Task APoolAtWorkInJsonAndInText()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.status_path"] = StatusPath, ["pm.max_children"] = "3" });
        (ProcessIdentity worker, Task<FastCgiResponse> held) = await site.HoldAsync("shown", "&token=secret&q=\"}]\\");

        // One worker may be at it before the others are there.
        await Patience.UntilAsync(() => Ask(site.Endpoint, isFull: false).TotalProcesses == 3, "all workers to be there");
        FpmStatus json = Ask(site.Endpoint, isFull: true);
        FastCgiResponse page = site.Ask(new FastCgiRequest(StatusPath) { ScriptName = StatusPath, QueryString = "full" });
        FpmStatusResult text = FpmStatusQuery.Read(page);

        Assert.StartsWith("pool:", page.Body, StringComparison.Ordinal);
        foreach (FpmStatus status in (FpmStatus[])[json, text.Status!])
        {
            // The worker that gave the first page may still be busy with its end when the second one is made.
            Assert.InRange(status.ActiveProcesses, 2, 3);
            Assert.Equal((3, 3), (status.TotalProcesses, status.Processes.Count));
            FpmStatusProcess running = Assert.Single(status.Processes, process => process.ProcessId == worker.Id);
            Assert.Equal((FpmProcessState.Running, "GET", "/hold.php?***"), (running.State, running.Method, running.RequestUri));
            Assert.Equal(Path.Combine(site.Site.Directory.DocumentRoot, "hold.php"), running.Script);
            Assert.InRange(running.RequestDuration!.Value, TimeSpan.Zero, Patience.Limit);
            Assert.Null(running.LastRequestMemoryBytes);
            Assert.Equal(Workers(site), status.Processes.Select(process => process.ProcessId).Order());
        }

        site.LetGo("shown");
        await held;
    }

    [Fact]
    public async Task AFullPoolIsToldOfAsideFromIt()
    {
        string aside = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Tcp()}");
        using AskedSite site = await AskedSite.StartAsync(
            new() { ["pm.status_path"] = StatusPath, ["pm.status_listen"] = aside, ["pm.max_children"] = "1" }, usesTcp: true);
        await site.HoldAsync("busy");
        using Crowd crowd = Crowd.Before(System.Net.IPEndPoint.Parse(site.Endpoint.ToString()), count: 2);

        FpmStatusResult there = FpmStatusQuery.Ask(site.Endpoint, StatusPath, options: AskedSite.Impatient);

        Assert.Equal(FpmStatusProblem.NoAnswer, there.Problem);
        AskedSite.AssertTimedOut(FastCgiPhase.Receiving, there.Response);

        // php-fpm looks at its queue once a second. Who gave up still waits in it.
        FpmStatus? status = null;
        await Patience.UntilAsync(() => (status = Ask(FpmEndpoint.Parse(aside), isFull: true)).ListenQueue == 3, "php-fpm to count its queue");
        Assert.Equal(("www", 1, 0), (status!.Pool, status.ActiveProcesses, status.IdleProcesses));
        Assert.Equal(FpmProcessState.Running, Assert.Single(status.Processes).State);
        Assert.True(status.MaxListenQueue >= 3 && status.ListenQueueLength > 3);
    }

    [Fact]
    public async Task APoolThatStartsWorkersOnDemand()
    {
        using AskedSite site = await AskedSite.StartAsync(
            new() { ["pm.status_path"] = StatusPath, ["pm"] = "ondemand", ["php_admin_flag[cgi.fix_pathinfo]"] = "off" });

        FpmStatus status = Ask(site.Endpoint, isFull: false);

        Assert.Equal((FpmProcessManager.OnDemand, 0L), (status.ProcessManager, status.MaxChildrenReached));
    }

    [Theory]
    [InlineData("on", 404)]
    [InlineData("off", 403)]
    public async Task APoolWithoutThePage(string fixesPathInfo, int status)
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["php_admin_flag[cgi.fix_pathinfo]"] = fixesPathInfo });

        FpmStatusResult result = FpmStatusQuery.Ask(site.Endpoint, StatusPath, options: AskedSite.Patient);

        Assert.Equal((FpmStatusProblem.NotConfigured, status), (result.Problem, result.Response.Status));
        Assert.Contains("pm.status_path", Assert.Single(result.Remedies).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APing()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["ping.path"] = "/ping", ["ping.response"] = "alive" });

        FastCgiResponse response = site.Ask(FpmPing.Request("/ping"));

        Assert.True(FpmPing.IsAnswered(response, "alive"));
        Assert.False(FpmPing.IsAnswered(response));
        Assert.False(FpmPing.IsAnswered(site.Ask(FpmPing.Request("/other")), "alive"));
    }

    private static FpmStatus Ask(FpmEndpoint endpoint, bool isFull)
    {
        FpmStatusResult result = FpmStatusQuery.Ask(endpoint, StatusPath, isFull, AskedSite.Patient);
        Assert.Equal("", result.Message);
        return result.Status!;
    }

    private static int[] Workers(AskedSite site) => [.. site.Site.Fpm.Workers.Select(worker => worker.Id).Order()];
}
