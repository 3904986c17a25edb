namespace Nginx502.Diagnosis;

/// <summary>When a trouble began that is there now: logs keep earlier ones of the same kind beside it.</summary>
/// <param name="Time">When, local time; null when nothing tells.</param>
/// <param name="ErrorCount">How many errors of nginx it explains since.</param>
internal sealed record Onset(DateTime? Time, long ErrorCount)
{
    // A trouble shows in both logs within this time.
    private static readonly TimeSpan SameTrouble = TimeSpan.FromMinutes(1);

    /// <summary>The beginning of what a finding tells.</summary>
    public static Onset Of(DiagnosisContext context, Finding finding)
    {
        ErrorEvidence[] errors = [.. context.Snapshot.Errors.Where(error => finding.Symptoms.Contains(error.Symptom) && (finding.Endpoint is null || finding.Endpoint.Equals(error.Endpoint)))];
        DateTime? begin = Later(Later(LastBurst(context, finding) ?? finding.First, SinceGoodAnswers(context, finding)), SinceDown(context, finding));
        return new Onset(begin, begin is { } time && time > finding.First ? Math.Min(finding.ErrorCount, errors.Sum(error => CountSince(error, time))) : finding.ErrorCount);
    }

    // A log of a day holds older troubles of the same kind: the last burst is the one at hand.
    private static DateTime? LastBurst(DiagnosisContext context, Finding finding) => context.Snapshot.Timeline?.Events
        .LastOrDefault(happened => happened.Kind == TimelineEventKind.ErrorBurst && happened.Symptom is { } symptom && finding.Symptoms.Contains(symptom) && (finding.Endpoint is null || finding.Endpoint.Equals(happened.Endpoint)))?.Time;

    // Visitors got good answers between the trouble before and this one.
    private static DateTime? SinceGoodAnswers(DiagnosisContext context, Finding finding) => finding.Servers.Length == 0 ? null : context.Snapshot.Answers
        .Where(answer => answer.Episode is not null && answer.Status == finding.Status && (answer.Site is { } site ? [site] : answer.Servers) is { Length: > 0 } sites && sites.All(finding.Servers.Contains))
        .Select(answer => answer.Episode!.Since)
        .DefaultIfEmpty()
        .Min() is var since && since > DateTime.MinValue && since - SameTrouble > finding.First ? since : null;

    // Whatever failed while it still ran was another trouble.
    private static DateTime? SinceDown(DiagnosisContext context, Finding finding) =>
        finding.IsPresent && context.EndpointOf(finding.Endpoint) is { IsDown: true, Service: { IsRunning: false, Since: { } since } } ? since : null;

    private static DateTime? Later(DateTime? one, DateTime? other) => one is null || other > one ? other ?? one : one;

    private static long CountSince(ErrorEvidence error, DateTime begin) => error.First >= begin ? error.Count
        : error.Last < begin ? 0
        : error.Buckets.Length == 0 ? error.Count
        : error.Buckets.Where(bucket => bucket.Start + error.BucketInterval > begin).Sum(bucket => bucket.Count);
}
