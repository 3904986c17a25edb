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

    // Nobody waited at the very moment of the look.
    [Theory]
    [InlineData(0, "All 10 workers of pool www are busy, and whoever comes waits until one is free.")]
    [InlineData(40, "All 10 workers of pool www are busy, and new visitors wait in its queue.")]
    public void AnEmptyQueueIsNotSaidToBeWaitedIn(int queue, string expected)
    {
        FpmPoolStatus full = Pool with { IdleProcesses = 0, ActiveProcesses = 10, TotalProcesses = 10, ListenQueue = queue, IsFull = true };
        Finding finding = Diagnoser.Diagnose(Healthy with { Pools = [full], Errors = [Error(Symptom.ResponseTimedOut, 504, 3, Now.AddSeconds(-1))] }).Findings[0];

        Assert.Equal((Cause.PoolExhausted, expected), (finding.Cause, finding.Explanation));
    }

    // Whoever waited for a worker and left is not lost in "answers take too long".
    [Theory]
    [InlineData(-30, true)]
    [InlineData(-3000, false)]
    public void VisitorsWhoLeftWhileNoWorkerWasFreeWaitedForOne(int seconds, bool isTold)
    {
        AnswerCount left = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 499, 40, Now.AddMinutes(-2), Now.AddSeconds(-20));
        GatewaySnapshot snapshot = Healthy with { Answers = [left], FpmEvents = [Event(FpmLogEvent.MaxChildrenReached, Now.AddSeconds(seconds))] };
        Finding finding = Assert.Single(Diagnoser.Diagnose(snapshot).Findings);

        Assert.Equal(Cause.ClientAbort, finding.Cause);
        Assert.Equal(isTold, finding.Explanation.Contains("Pool www had no worker left at that time", StringComparison.Ordinal));
        Assert.Equal(isTold, finding.Evidence.Any(evidence => evidence.Source == "php-fpm's log"));
    }
}
