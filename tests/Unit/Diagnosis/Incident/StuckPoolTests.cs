using System.Text.Json.Nodes;
using Nginx502.Linux;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A pool whose workers were stopped (SIGSTOP) stands still, whatever the others of its php-fpm do.</summary>
public sealed class StuckPoolTests
{
    private const string BlogSocket = "/run/php/blog.sock";

    [Theory]
    [InlineData(ProcessState.Stopped, ProcessState.Sleeping, "pool www")]
    [InlineData(ProcessState.Stopped, ProcessState.Stopped, "php8.2-fpm")]
    [InlineData(ProcessState.Sleeping, ProcessState.Stopped, null)]
    public void IsTold(ProcessState own, ProcessState others, string? who)
    {
        Finding? stuck = Diagnoser.Diagnose(WithBlog([PoolOf("www", own), PoolOf("blog", others)])).Findings.FirstOrDefault(finding => finding.Cause == Cause.FpmStuck && finding.Pool == "www");

        Assert.Equal(who is not null, stuck is not null);
        Assert.StartsWith(who is null ? string.Empty : $"The processes of {who} are stopped", stuck?.Explanation ?? string.Empty, StringComparison.Ordinal);
    }

    // Whoever is served by the one waits; whoever is traced works.
    [Theory]
    [InlineData(ProcessState.Stopped, true)]
    [InlineData(ProcessState.Traced, false)]
    [InlineData(ProcessState.Sleeping, false)]
    public void OneWorkerOfAPoolIsTold(ProcessState state, bool expected)
    {
        FpmPoolStatus pool = Pool with { Workers = [new FpmWorkerStatus { ProcessId = 101, KernelState = ProcessState.Sleeping }, new FpmWorkerStatus { ProcessId = 102, KernelState = state }] };
        Finding? stuck = Diagnoser.Diagnose(Healthy with { Pools = [pool] }).Findings.FirstOrDefault();

        Assert.Equal(expected, stuck is { Cause: Cause.FpmStuck, Severity: Severity.Warning, IsPresent: true });
        Assert.Equal(expected ? "kill -CONT 102" : null, stuck?.Remedies[0].Command);
        Assert.StartsWith(expected ? "1 of 2 workers of pool www is stopped (state T)" : string.Empty, stuck?.Explanation ?? string.Empty, StringComparison.Ordinal);
    }

    // Its workers serve on: nobody is hurt yet.
    [Fact]
    public void AMasterThatAloneIsStoppedHurtsNobodyYet()
    {
        Finding stuck = Assert.Single(Diagnoser.Diagnose(Healthy with { Services = [NginxService, FpmService with { ProcessState = 'T' }], Pools = [PoolOf("www", ProcessState.Sleeping)] }).Findings);

        Assert.Equal((Cause.FpmStuck, Severity.Warning), (stuck.Cause, stuck.Severity));
        Assert.Contains("its workers serve on", stuck.Explanation, StringComparison.Ordinal);
    }

    // All sites of that php-fpm are concerned, and no endpoint of it more than another.
    [Fact]
    public void AStoppedMasterConcernsTheSitesOfAllItsPools()
    {
        GatewaySnapshot snapshot = WithBlog([PoolOf("www", ProcessState.Sleeping), PoolOf("blog", ProcessState.Sleeping)]) with { Services = [NginxService, FpmService with { ProcessState = 'T' }] };
        Finding stuck = Assert.Single(Diagnoser.Diagnose(snapshot).Findings, finding => finding.Cause == Cause.FpmStuck);

        Assert.Null(stuck.Endpoint);
        Assert.Equal(["blog.example", "shop.example"], stuck.Servers.Order());
    }

    // Since when it stands still nobody knows: what came minutes before is of another trouble.
    [Theory]
    [InlineData(-300, 0)]
    [InlineData(-20, 3)]
    public void TimeOutsOfMinutesBeforeAreNotOfIt(int seconds, long expected)
    {
        ErrorEvidence slow = Error(Symptom.ResponseTimedOut, 504, 3, Now.AddSeconds(seconds));

        Assert.Equal(expected, Diagnoser.Diagnose(Healthy with { Pools = [PoolOf("www", ProcessState.Stopped)], Errors = [slow] }).Findings.First(finding => finding.Cause == Cause.FpmStuck).ErrorCount);
    }

    [Fact]
    public void OfTwoTimesTheLastIsOfIt()
    {
        ErrorEvidence slow = Error(Symptom.ResponseTimedOut, 504, 9, Now.AddSeconds(-2)) with
        {
            First = Now.AddMinutes(-8),
            BucketInterval = TimeSpan.FromSeconds(10),
            Buckets = [new TimeBucket(Now.AddMinutes(-8), 7), new TimeBucket(Now.AddSeconds(-10), 2)],
        };

        Assert.Equal(2, Diagnoser.Diagnose(Healthy with { Pools = [PoolOf("www", ProcessState.Stopped)], Errors = [slow] }).Findings.First(finding => finding.Cause == Cause.FpmStuck).ErrorCount);
    }

    // A second pool of the same php-fpm, with a site of its own.
    private static GatewaySnapshot WithBlog(FpmPoolStatus[] pools)
    {
        FpmSocketFacts blog = Sockets.SocketFacts.Unix with { Endpoint = FpmEndpoint.Parse(BlogSocket) };
        JsonNode snapshot = JsonNode.Parse(SnapshotJson.Write(Healthy with { Sockets = [Sockets.SocketFacts.Unix, blog], Pools = pools }))!;
        JsonNode configuration = snapshot["Configuration"]!;
        JsonNode pool = configuration["Pools"]![0]!.DeepClone();
        pool["Pool"] = "blog";
        foreach (JsonNode? setting in pool["Settings"]!.AsArray().Where(setting => (string?)setting!["Name"] == "listen"))
        {
            setting!["Value"] = BlogSocket;
        }

        configuration["Pools"]!.AsArray().Add(pool);
        configuration["Upstreams"]!.AsArray().Add(JsonNode.Parse(configuration["Upstreams"]![0]!.ToJsonString().Replace("shop.example", "blog.example", StringComparison.Ordinal).Replace("/run/php/php8.2-fpm.sock", BlogSocket, StringComparison.Ordinal)));
        return SnapshotJson.Read(snapshot.ToJsonString());
    }

    private static FpmPoolStatus PoolOf(string name, ProcessState state) =>
        Pool with { Pool = name, Workers = [new FpmWorkerStatus { ProcessId = 101, KernelState = state }] };
}
