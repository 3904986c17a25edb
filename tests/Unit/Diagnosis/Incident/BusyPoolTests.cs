using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>What all workers of a full pool wait for.</summary>
public sealed class BusyPoolTests
{
    [Theory]
    [InlineData("127.0.0.1:80", true)]
    [InlineData("203.0.113.5:80", true)]
    [InlineData("127.0.0.1:3306", false)]
    [InlineData("198.51.100.7:80", false)]
    [InlineData(null, false)]
    public void ASiteThatCallsItselfIsTold(string? waitsFor, bool isItself)
    {
        FpmPoolStatus full = Pool with { IdleProcesses = 0, ActiveProcesses = 10, ListenQueue = 40, IsFull = true, Activities = [new FpmActivityCount(FpmWorkerWait.Network, "waits for the network", waitsFor, null, 9)] };
        GatewaySnapshot snapshot = Healthy with { Pools = [full], Configuration = Healthy.Configuration with { LocalAddresses = ["127.0.0.1", "203.0.113.5"] } };
        Finding finding = Diagnoser.Diagnose(snapshot).Findings[0];

        Assert.Equal(Cause.SlowBackend, finding.Cause);
        Assert.Equal(isItself, finding.Explanation.Contains("calls its own site", StringComparison.Ordinal));
        Assert.Equal(isItself, finding.Remedies[0].Description.Contains("wp-cron", StringComparison.Ordinal));
    }
}
