namespace Nginx502.Diagnosis;

/// <summary>What changed shortly before a trouble began.</summary>
internal static class Triggers
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    // Clocks of logs count seconds, and a change shows in the second that it takes.
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);

    // What a person does comes before what follows of it.
    private static readonly TimelineEventKind[] ByWeight =
    [
        TimelineEventKind.PackageUpgraded, TimelineEventKind.PackageInstalled, TimelineEventKind.PackageRemoved, TimelineEventKind.Reboot, TimelineEventKind.OomKill, TimelineEventKind.Change,
        TimelineEventKind.FileChanged, TimelineEventKind.Deployed, TimelineEventKind.UnitStopped, TimelineEventKind.UnitFailed, TimelineEventKind.UnitReloaded, TimelineEventKind.FpmFailed, TimelineEventKind.FpmStopped,
        TimelineEventKind.FpmReloaded, TimelineEventKind.NginxReloaded,
    ];

    /// <summary>The finding with what probably set it off.</summary>
    public static Finding Apply(DiagnosisContext context, Finding finding)
    {
        if (context.Snapshot.Timeline is not { } timeline || Begin(timeline, finding) is not { } begin)
        {
            return finding;
        }

        TimelineEvent? trigger = timeline.Events
            // A container is started with its first process: that is no boot of a machine, and breaks nothing by itself.
            .Where(happened => ByWeight.Contains(happened.Kind) && happened is not { Kind: TimelineEventKind.Reboot, Subject: "container" } && happened.Time >= begin - Before && happened.Time <= begin + After)
            .OrderBy(happened => Array.IndexOf(ByWeight, happened.Kind))
            .ThenByDescending(happened => happened.Time)
            .FirstOrDefault();
        return trigger is null ? finding : finding with { Trigger = trigger, TriggerLead = begin - trigger.Time };
    }

    // A log of a day holds older troubles of the same kind: the last burst is the one at hand.
    private static DateTime? Begin(GatewayTimeline timeline, Finding finding) =>
        timeline.Events.LastOrDefault(happened => happened.Kind == TimelineEventKind.ErrorBurst && happened.Symptom is { } symptom && finding.Symptoms.Contains(symptom) && (finding.Endpoint is null || finding.Endpoint.Equals(happened.Endpoint)))?.Time
        ?? finding.First;
}
