namespace Nginx502.Diagnosis;

/// <summary>What php-fpm's logs say, of late.</summary>
internal sealed class FpmLogCheck : IChecklistCheck
{
    // With these it is gone, or never came.
    private static readonly FpmLogEvent[] Ends =
        [FpmLogEvent.StartFailed, FpmLogEvent.ConfigurationInvalid, FpmLogEvent.ReloadFailed, FpmLogEvent.SocketBindFailed, FpmLogEvent.AnotherInstanceRunning];

    private static readonly FpmLogEvent[] Troubles =
    [
        .. Ends,
        FpmLogEvent.MaxChildrenReached, FpmLogEvent.PoolSeemsBusy, FpmLogEvent.ProcessMaxReached, FpmLogEvent.ForkFailed, FpmLogEvent.OutOfMemory,
        FpmLogEvent.ChildExitedOnSignal, FpmLogEvent.ChildInitializationFailed, FpmLogEvent.EmergencyRestart, FpmLogEvent.ExecutionTimedOut, FpmLogEvent.SlowRequest,
        FpmLogEvent.SocketAddressUnresolved, FpmLogEvent.SocketPermissionFailed, FpmLogEvent.SocketPathTooLong, FpmLogEvent.ClientNotAllowed,
        FpmLogEvent.AllowedClientsInvalid, FpmLogEvent.LogUnavailable, FpmLogEvent.SlowLogUnavailable, FpmLogEvent.DescriptorLimitFailed, FpmLogEvent.InternalError,
    ];

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Basic;

    /// <inheritdoc/>
    public string Name => "php-fpm log";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => LogItems.Of(context, this, isFpm: true, () => Judge(context));

    private static (ChecklistStatus Status, string Found, Remedy[] Remedies) Judge(ChecklistContext context)
    {
        FpmEventEvidence[] troubles = [.. context.Judged.Telling(Troubles).OrderByDescending(found => found.Last)];
        DateTime? ready = context.Judged.Telling(FpmLogEvent.Ready).Max(found => found.Last);
        FpmEventEvidence? end = Array.Find(troubles, found => Ends.Contains(found.Event) && (ready is null || found.Last > ready));
        if (end is not null)
        {
            return (
                ChecklistStatus.Failed,
                $"{end.Event}{(end.Last is { } time ? $", {ChecklistText.Ago(time, context.Snapshot.Time)}" : string.Empty)}, and no start since: {end.Samples.FirstOrDefault()?.Text ?? "no line is left"}",
                [new Remedy("See which line php-fpm refuses, and what else it says.", "Test-FpmConfiguration"), new Remedy("Have the cause named.", "Get-502Diagnosis")]);
        }

        FpmEventEvidence[] recent = [.. troubles.Where(found => LogItems.IsOfLate(context, found.Last))];
        string when = troubles.Length > 0 && troubles[0].Last is { } last ? $", the last {ChecklistText.Ago(last, context.Snapshot.Time)}" : string.Empty;
        return troubles.Length == 0 ? (ChecklistStatus.Passed, "Nothing of a trouble.", [])
            : recent.Length == 0 ? (ChecklistStatus.Passed, $"Nothing of late; before{when}: {Kinds(troubles)}.", [])
            : (ChecklistStatus.Warning, $"It tells of troubles{when}: {Kinds(recent)}.", [new Remedy("Read what it says.", "Get-FpmLogEntry -Since 1h"), new Remedy("Have the cause named.", "Get-502Diagnosis")]);
    }

    private static string Kinds(IEnumerable<FpmEventEvidence> events) => ChecklistText.Few(events.Select(found => $"{found.Count} {found.Event}{(found.Pool is { } pool ? $" of pool {pool}" : string.Empty)}"));
}
