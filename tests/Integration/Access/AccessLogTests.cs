using Nginx502.Lab;
using Nginx502.Lab.Faults;
using Nginx502.Logs;

namespace Nginx502.IntegrationTests.Access;

/// <summary>The access log of a real nginx: what the visitor got, and each attempt that led to it.</summary>
public sealed class AccessLogTests
{
    [Fact]
    public async Task ARetriedRequestHasTwoAttempts()
    {
        NginxAccessEntry entry = (await ReadAsync(new Retried()))[^1];
        Assert.Equal(200, entry.Status);
        Assert.Equal([502, 200], entry.UpstreamStatus);
        Assert.Equal(["dead.sock", "php-fpm.sock"], entry.UpstreamAddress.Select(Path.GetFileName));
        Assert.All(entry.UpstreamResponseTime, time => Assert.InRange(time!.Value, TimeSpan.Zero, Patience.Limit));
        Assert.Equal("GET", entry.Method);
        Assert.Equal("/hello.php", entry.RequestUri);
    }

    [Fact]
    public async Task AGroupWithoutLiveMembersIsNamed()
    {
        IReadOnlyList<NginxAccessEntry> entries = await ReadAsync(new NoLiveUpstreams());
        Assert.Equal([502, 502], entries.Select(entry => entry.Status!.Value));
        Assert.Equal([502, 502], entries[0].UpstreamStatus);
        Assert.Equal([502], entries[1].UpstreamStatus);
        Assert.Equal(["php"], entries[1].UpstreamAddress);
    }

    [Fact]
    public async Task AVisitorWhoLeftIsA499WithoutUpstreamStatus()
    {
        NginxAccessEntry entry = Assert.Single(await ReadAsync(new ClientAbort()));
        Assert.Equal(499, entry.Status);
        Assert.Equal([null], entry.UpstreamStatus);
        Assert.Single(entry.UpstreamAddress);
    }

    [Fact]
    public async Task ATimeoutTookAsLongAsItWasSetTo()
    {
        NginxAccessEntry entry = Assert.Single(await ReadAsync(new ReadTimeout()));
        Assert.Equal(504, entry.Status);
        Assert.Equal([504], entry.UpstreamStatus);
        Assert.InRange(entry.UpstreamResponseTime[0]!.Value, TimeSpan.FromSeconds(1), Patience.Limit);
    }

    [Fact]
    public async Task AnUpstreamThatWasNeverReachedLeavesNoAttempt()
    {
        NginxAccessEntry entry = Assert.Single(await ReadAsync(new NameNotResolved()));
        Assert.Equal(502, entry.Status);
        Assert.Empty(entry.UpstreamStatus);
        Assert.Empty(entry.UpstreamAddress);
    }

    private static async Task<IReadOnlyList<NginxAccessEntry>> ReadAsync(Fault fault)
    {
        using LabSite site = await fault.StartSiteAsync();
        IReadOnlyList<LabResponse> responses = await fault.ProvokeAsync(site);

        // nginx writes the line after the answer.
        await Patience.UntilAsync(
            () => LabSite.ReadLog(site.AccessLog).Count(character => character == '\n') >= responses.Count, "the access log's lines");
        AccessLogFormat format = AccessLogFormat.Parse("upstreams", AccessLogEscape.Default, NginxConfiguration.AccessLogFormat);
        return RealLog.Read(site.AccessLog, () => new AccessLogRecordReader([format], AccessLogFilter.Everything, guessOthers: false));
    }
}
