using Nginx502.FastCgi;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>While php-fpm waits for a long request before it reloads, nobody takes connections, and that is no full pool.</summary>
public sealed class ReloadInProgressTests
{
    // What is seen then: the one request that is left, and a question that nobody answers.
    private static readonly GatewaySnapshot Waiting = With("process_control_timeout", "30s") with
    {
        Sockets = [SocketFacts.Unix with { Queued = 1, Attempts = [SocketFacts.Failed(FastCgiFailureKind.TimedOut, 0, isConnected: true)] }],
        Pools = [Pool with { TotalProcesses = 1, IdleProcesses = 0, ActiveProcesses = 1, ListenQueue = 1 }],
    };

    [Fact]
    public void AReloadIsNoFullPool()
    {
        Finding finding = Assert.Single(Diagnose(Event(FpmLogEvent.Starting, Now.AddMinutes(-9)), Event(FpmLogEvent.Reloading, Now.AddSeconds(-4))));

        Assert.Equal((Cause.ReloadKillsRequests, Severity.Note), (finding.Cause, finding.Severity));
        Assert.Contains("up to 30 s", finding.Explanation, StringComparison.Ordinal);
        Assert.Equal("Get-502Diagnosis", Assert.Single(finding.Remedies).Command);
    }

    [Fact]
    public void AReloadThatIsDoneOrTakesTooLongIsNone()
    {
        Assert.Equal(Cause.PoolExhausted, Diagnose(Event(FpmLogEvent.Reloading, Now.AddSeconds(-4)), Event(FpmLogEvent.Ready, Now.AddSeconds(-3)))[0].Cause);
        Assert.Equal(Cause.PoolExhausted, Diagnose(Event(FpmLogEvent.Reloading, Now.AddSeconds(-50)))[0].Cause);
        Assert.Equal(Cause.PoolExhausted, Diagnose()[0].Cause);
    }

    private static Finding[] Diagnose(params FpmEventEvidence[] events) => [.. Diagnoser.Diagnose(Waiting with { FpmEvents = events }).Findings];
}
