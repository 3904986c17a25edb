namespace Nginx502.Diagnosis;

/// <summary>nginx itself did not run for a while, and runs again: no log tells of visitors who got no answer, and systemd does.</summary>
internal sealed class NginxOutageRule : IDiagnosisRule
{
    // A restart takes less.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    // Clocks of logs count seconds.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        // Of several one may have served while another was down.
        if (context.IsNginxDown || context.Services.Where(service => service.Program == "nginx").ToArray() is not [{ Unit: not null } service])
        {
            yield break;
        }

        TimelineEvent[] events = [.. (context.Snapshot.Timeline?.Events ?? []).Where(happened => IsOf(service, happened)).OrderBy(happened => happened.Time)];
        for (int at = 0; at + 1 < events.Length; at++)
        {
            // It may fail several times before it runs.
            int up = Array.FindIndex(events, at + 1, happened => !IsEnd(happened));
            if (!IsEnd(events[at]) || up < 0)
            {
                continue;
            }

            if (events[up].Kind == TimelineEventKind.UnitStarted && events[up].Time - events[at].Time >= Least && !Served(context, events[at].Time, events[up].Time))
            {
                yield return Of(context, events[at], events[up]);
            }

            at = up;
        }
    }

    private static Finding Of(DiagnosisContext context, TimelineEvent down, TimelineEvent up) => new()
    {
        Cause = Cause.NginxNotRunning,
        Severity = Severity.Note,
        Confidence = Confidence.Likely,
        ConfidenceReason = "systemd says when its unit ended and when it was started; one that was started by hand meanwhile it does not know.",
        IsPresent = false,
        First = down.Time,
        Last = up.Time,
        Explanation = $"The unit of nginx did not run {OutageTime.Text(context.Snapshot.Time, down.Time, up.Time)} ({$"{down.Kind} {down.Text}".TrimEnd(' ', '.')}): unless another nginx answered, visitors got no answer. It runs again.",
        Evidence = [Of(down), Of(up)],
    };

    private static FindingEvidence Of(TimelineEvent happened) => new(happened.Source, happened.ToString(), Time: happened.Time);

    private static bool IsEnd(TimelineEvent happened) => happened.Kind is TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed;

    // An nginx that asked an upstream ran.
    private static bool Served(DiagnosisContext context, DateTime from, DateTime to) => context.Snapshot.Errors.SelectMany(error => error.Samples.Select(sample => sample.Time).Append(error.First).Append(error.Last))
        .Any(time => time > from + SameMoment && time < to - SameMoment);

    // Of a machine that was down meanwhile, systemd tells no end of a unit.
    private static bool IsOf(GatewayService service, TimelineEvent happened) => happened.Kind is TimelineEventKind.Reboot or TimelineEventKind.Shutdown
        || (happened.Kind is TimelineEventKind.UnitStarted or TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed && happened.Subject == service.Unit);
}
