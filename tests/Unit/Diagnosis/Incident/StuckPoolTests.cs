using Nginx502.Linux;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A pool whose workers were stopped (SIGSTOP) stands still, whatever the others of its php-fpm do.</summary>
public sealed class StuckPoolTests
{
    [Theory]
    [InlineData(ProcessState.Stopped, ProcessState.Sleeping, "pool www")]
    [InlineData(ProcessState.Stopped, ProcessState.Stopped, "php8.2-fpm")]
    [InlineData(ProcessState.Sleeping, ProcessState.Stopped, null)]
    public void IsTold(ProcessState own, ProcessState others, string? who)
    {
        FpmSocketFacts blog = Sockets.SocketFacts.Unix with { Endpoint = FpmEndpoint.Parse("/run/php/blog.sock") };
        System.Text.Json.Nodes.JsonNode snapshot = System.Text.Json.Nodes.JsonNode.Parse(SnapshotJson.Write(Healthy with { Sockets = [Sockets.SocketFacts.Unix, blog], Pools = [PoolOf("www", own), PoolOf("blog", others)] }))!;
        System.Text.Json.Nodes.JsonNode pool = snapshot["Configuration"]!["Pools"]![0]!.DeepClone();
        pool["Pool"] = "blog";
        foreach (System.Text.Json.Nodes.JsonNode? setting in pool["Settings"]!.AsArray().Where(setting => (string?)setting!["Name"] == "listen"))
        {
            setting!["Value"] = "/run/php/blog.sock";
        }

        snapshot["Configuration"]!["Pools"]!.AsArray().Add(pool);
        Finding? stuck = Diagnoser.Diagnose(SnapshotJson.Read(snapshot.ToJsonString())).Findings.FirstOrDefault(finding => finding.Cause == Cause.FpmStuck && finding.Pool == "www");

        Assert.Equal(who is not null, stuck is not null);
        Assert.StartsWith(who is null ? string.Empty : $"The processes of {who} are stopped", stuck?.Explanation ?? string.Empty, StringComparison.Ordinal);
    }

    // Its workers serve on: nobody is hurt yet.
    [Fact]
    public void AMasterThatAloneIsStoppedHurtsNobodyYet()
    {
        Finding stuck = Assert.Single(Diagnoser.Diagnose(Healthy with { Services = [NginxService, FpmService with { ProcessState = 'T' }], Pools = [PoolOf("www", ProcessState.Sleeping)] }).Findings);

        Assert.Equal((Cause.FpmStuck, Severity.Warning), (stuck.Cause, stuck.Severity));
        Assert.Contains("its workers serve on", stuck.Explanation, StringComparison.Ordinal);
    }

    private static FpmPoolStatus PoolOf(string name, ProcessState state) =>
        Pool with { Pool = name, Workers = [new FpmWorkerStatus { ProcessId = 101, KernelState = state }] };
}
