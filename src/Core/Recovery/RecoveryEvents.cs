using Nginx502.Recovery;

namespace Nginx502;

/// <summary>What recoveries of this module did, as events of a timeline.</summary>
public static class RecoveryEvents
{
    private const string Source = "the journal of recoveries";

    /// <summary>The runs that acted.</summary>
    /// <param name="recovery">The recoveries.</param>
    /// <param name="gap">Why they could not be read; null when they were.</param>
    public static IReadOnlyList<TimelineEvent> Read(GatewayRecovery recovery, out NotSeen? gap)
    {
        ArgumentNullException.ThrowIfNull(recovery);
        RecoveryRecord record = recovery.Read();
        gap = record.Failure is { } failure ? new NotSeen("what recoveries did", failure.Problem.TrimEnd('.'), failure.Advice) : null;
        return [.. record.Runs.Select(Of).OfType<TimelineEvent>()];
    }

    /// <summary>The event of a run; null for one that did nothing.</summary>
    public static TimelineEvent? Of(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string became = run.IsInterrupted ? "interrupted" : run is { Command: RunLine.ByHand, Outcome: RecoveryOutcome.Recovered } ? "done" : run.Outcome?.ToString() ?? "goes on";
        return run.Acts.Length == 0 ? null : new TimelineEvent(run.ActTime ?? run.Time, TimelineEventKind.Recovery, string.Join(", ", run.Acts), $"run {run.Run}, {run.Command}: {became}", Source);
    }
}
