namespace Nginx502.Diagnosis;

/// <summary>What nginx's error logs say of upstreams, of late.</summary>
internal sealed class NginxLogCheck : IChecklistCheck
{
    private const int ServerError = 500;

    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Basic;

    /// <inheritdoc/>
    public string Name => "nginx error log";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => LogItems.Of(context, this, isFpm: false, () => Judge(context));

    private static (ChecklistStatus Status, string Found, Remedy[] Remedies) Judge(ChecklistContext context)
    {
        ErrorEvidence[] failures = [.. context.Snapshot.Errors.Where(error => error.AttemptStatus >= ServerError).OrderByDescending(error => error.Last)];
        DateTime? last = failures.Max(error => error.Last);
        long count = failures.Sum(error => error.Count);
        if (failures.Length == 0)
        {
            return (ChecklistStatus.Passed, "Nothing of a failed upstream.", []);
        }

        string when = last is { } time ? $", the last {ChecklistText.Ago(time, context.Snapshot.Time)}" : string.Empty;
        ErrorEvidence[] recent = [.. failures.Where(error => LogItems.IsOfLate(context, error.Last))];
        if (recent.Length == 0)
        {
            return (ChecklistStatus.Passed, $"Nothing of late; {CountText.Of(count, "failed attempt")} before{when}: {Kinds(failures)}.", []);
        }

        // While they go on visitors get them, unless another server of the group answers.
        ChecklistStatus status = context.Judged.GoesOn(failures, context.Judged.NginxLoadedAt) ? ChecklistStatus.Failed : ChecklistStatus.Warning;
        return (status, $"{CountText.Of(count, "failed attempt")}{when}: {Kinds(recent)}.", [new Remedy("Have the cause named.", "Get-502Diagnosis")]);
    }

    private static string Kinds(IEnumerable<ErrorEvidence> errors) => ChecklistText.Few(errors.Select(error => $"{error.Count} {error.Symptom}{((error.Endpoint?.ToString() ?? error.Upstream) is { } place ? $" at {place}" : string.Empty)}"));
}
