using Nginx502.Lab;
using Nginx502.Lab.Faults;
using Nginx502.Logs;

namespace Nginx502.IntegrationTests.Fpm;

/// <summary>What a real php-fpm writes about each fault becomes the right event.</summary>
public sealed class FpmLogTests
{
    [Theory]
    [InlineData(typeof(WorkerKilled), 9, "SIGKILL")]
    [InlineData(typeof(WorkerCrashed), 11, "SIGSEGV")]
    [InlineData(typeof(WorkerTerminated), 15, "SIGTERM")]
    public async Task AWorkerEndedByASignal(Type type, int signal, string name)
    {
        (LabSite site, IReadOnlyList<FpmLogEntry> entries) = await ReadAsync((Fault)Activator.CreateInstance(type)!);
        FpmLogEntry ended = Assert.Single(entries, entry => entry.Event == FpmLogEvent.ChildExitedOnSignal);
        Assert.Equal((signal, name, site.Pool.Name, FpmLogLevel.Warning), (ended.Signal, ended.SignalName, ended.Pool, ended.Level));
        Assert.True(ended.ProcessId > 1);
        Assert.InRange(ended.Duration!.Value, TimeSpan.Zero, Patience.Limit);
    }

    [Fact]
    public async Task ARequestThatRanTooLong()
    {
        (LabSite site, IReadOnlyList<FpmLogEntry> entries) = await ReadAsync(new WorkerTerminated());
        FpmLogEntry ended = Assert.Single(entries, entry => entry.Event == FpmLogEvent.ExecutionTimedOut);
        Assert.Equal(("www", Path.Combine(site.Directory.DocumentRoot, "hold.php")), (ended.Pool, ended.Script));
        Assert.StartsWith("GET /hold.php?name=", ended.Request, StringComparison.Ordinal);
        Assert.InRange(ended.Duration!.Value, TimeSpan.FromSeconds(1), Patience.Limit);
    }

    [Fact]
    public async Task AllWorkersThatThePoolMayHaveAreBusy()
    {
        (_, IReadOnlyList<FpmLogEntry> entries) = await ReadAsync(new MaxChildrenReached());
        FpmLogEntry reached = Assert.Single(entries, entry => entry.Event == FpmLogEvent.MaxChildrenReached);
        Assert.Equal(("www", 2, FpmLogLevel.Warning), (reached.Pool, reached.Limit, reached.Level));
    }

    [Fact]
    public async Task ASlowRequestWithItsStack()
    {
        SlowRequest fault = new();
        using LabSite site = await fault.StartSiteAsync();
        await fault.ProvokeAsync(site);

        Assert.Contains(ReadLog(site.Fpm.Log), entry => entry.Event == FpmLogEvent.SlowRequest && entry.Script!.EndsWith("/hold.php", StringComparison.Ordinal));
        if (ReadLog(site.Fpm.Log).Any(entry => entry.Event == FpmLogEvent.SlowLogUnavailable))
        {
            // A container without CAP_SYS_PTRACE: php-fpm says that it could not look, and the slow log stays empty.
            Assert.Empty(LabSite.ReadLog(Path.Combine(site.Directory.Logs, SlowRequest.SlowLogName)).Trim());
            return;
        }

        FpmLogEntry slow = Assert.Single(ReadLog(Path.Combine(site.Directory.Logs, SlowRequest.SlowLogName)));
        Assert.Equal((FpmLogEvent.SlowRequest, "www"), (slow.Event, slow.Pool));
        Assert.Equal(["usleep", "wait_until_let_go"], slow.Stack.Select(frame => frame.Function.TrimEnd('(', ')')));
    }

    [Fact]
    public async Task StartStopAndReload()
    {
        using LabSite site = await LabSite.StartAsync();
        await site.Fpm.ReloadAsync();
        site.Fpm.Stop();

        FpmLogEvent[] expected =
        [
            FpmLogEvent.Ready, FpmLogEvent.Reloading, FpmLogEvent.SocketInherited, FpmLogEvent.Ready, FpmLogEvent.Stopping, FpmLogEvent.Stopped,
        ];
        List<FpmLogEvent> seen = [];
        foreach (FpmLogEvent what in ReadLog(site.Fpm.Log).Select(entry => entry.Event).Where(expected.Contains))
        {
            // php-fpm says that it reloads in two lines.
            if (seen.LastOrDefault() != what)
            {
                seen.Add(what);
            }
        }

        Assert.Equal(expected, seen);
    }

    private static async Task<(LabSite Site, IReadOnlyList<FpmLogEntry> Entries)> ReadAsync(Fault fault)
    {
        using LabSite site = await fault.StartSiteAsync();
        await fault.ProvokeAsync(site);
        return (site, ReadLog(site.Fpm.Log));
    }

    private static IReadOnlyList<FpmLogEntry> ReadLog(string path) =>
        RealLog.Read(path, () => new FpmLogRecordReader(FpmLogFilter.Everything));
}
