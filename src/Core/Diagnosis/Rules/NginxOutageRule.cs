namespace Nginx502.Diagnosis;

/// <summary>nginx itself did not run for a while, and runs again: no log tells of visitors who got no answer, and systemd does.</summary>
internal sealed class NginxOutageRule : IDiagnosisRule
{
    // A restart takes less.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        if (context.IsNginxDown)
        {
            yield break;
        }

        foreach (GatewayService service in context.Services.Where(service => service is { Program: "nginx", Unit: not null }))
        {
            TimelineEvent[] events = [.. (context.Snapshot.Timeline?.Events ?? []).Where(happened => IsOf(service, happened)).OrderBy(happened => happened.Time)];
            for (int at = 0; at + 1 < events.Length; at++)
            {
                // It may fail several times before it runs: of a restart that failed the stop was no purpose.
                int up = Array.FindIndex(events, at + 1, happened => happened.Kind is not (TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed));
                if (events[at].Kind is not (TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed) || up < 0)
                {
                    continue;
                }

                if (events[up].Kind == TimelineEventKind.UnitStarted && events[up].Time - events[at].Time >= Least)
                {
                    yield return Of(events[at], events[up], events[at..up].All(happened => happened.Kind == TimelineEventKind.UnitStopped));
                }

                at = up;
            }
        }
    }

    private static Finding Of(TimelineEvent down, TimelineEvent up, bool isMeant) => new()
    {
        Cause = isMeant ? Cause.StoppedOnPurpose : Cause.NginxNotRunning,
        Severity = Severity.Note,
        Confidence = Confidence.Certain,
        ConfidenceReason = "systemd says when it ended and when it was started.",
        IsPresent = false,
        First = down.Time,
        Last = up.Time,
        Explanation = $"nginx did not run from {down.Time:HH:mm:ss} to {up.Time:HH:mm:ss} ({down.Text.TrimEnd('.')}): visitors got no answer at all. It runs again.",
        Evidence = [Of(down), Of(up)],
    };

    private static FindingEvidence Of(TimelineEvent happened) => new(happened.Source, happened.ToString(), Time: happened.Time);

    // Of a machine that was down meanwhile, systemd tells no end of a unit.
    private static bool IsOf(GatewayService service, TimelineEvent happened) => happened.Kind is TimelineEventKind.Reboot or TimelineEventKind.Shutdown
        || (happened.Kind is TimelineEventKind.UnitStarted or TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed && happened.Subject == service.Unit);
}
