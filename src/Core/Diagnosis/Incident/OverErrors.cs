using Nginx502.Logs;

namespace Nginx502.Diagnosis;

/// <summary>Errors that no rule explains: over where the endpoint answers now, else unknown, with what is to be collected next.</summary>
internal static class OverErrors
{
    /// <summary>What is left.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="found">What the rules found.</param>
    public static IEnumerable<Finding> Of(DiagnosisContext context, IReadOnlyList<Finding> found)
    {
        ErrorEvidence[] left = [.. context.Snapshot.Errors.Where(error => error.AttemptStatus is not null && !found.Any(finding => Explains(finding, error)))];
        foreach (IGrouping<(FpmEndpoint? Endpoint, string? Upstream), ErrorEvidence> group in left.GroupBy(error => (error.Endpoint, error.Endpoint is null ? error.Upstream : null)))
        {
            DiagnosedEndpoint? endpoint = context.Endpoints.FirstOrDefault(known => known.Endpoint.Equals(group.Key.Endpoint));
            bool isRecent = context.IsRecent(group.Max(error => error.Last));
            bool isOver = !isRecent || endpoint is { Answers: true };
            ErrorEvidence main = group.MaxBy(error => error.Count)!;
            bool isForeign = group.Key.Endpoint is null && group.Key.Upstream is not null;
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = isForeign && !isOver ? Cause.ApplicationUpstreamDown : isOver ? Cause.AllHealthyNow : Cause.Unknown,
                    Severity = isOver ? Severity.Note : Severity.Error,
                    Confidence = isOver && endpoint is { Answers: true } ? Confidence.Certain : Confidence.Possible,
                    ConfidenceReason = endpoint is { Answers: true } ? "A round trip went well just now." : isOver ? "The last error is a while ago." : "The logs alone do not decide it.",
                    IsPresent = !isOver,
                    Status = main.AttemptStatus,
                    Endpoint = group.Key.Endpoint,
                    Pool = endpoint?.Pool?.Pool,
                    ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                    Explanation = isOver
                        ? $"There were errors ({main.Symptom}: {SymptomMeanings.Of(main.Symptom)}), and they are over."
                        : isForeign
                            ? $"{group.Key.Upstream} is no php-fpm: {SymptomMeanings.Of(main.Symptom)} Its own service is to be looked at."
                            : $"{main.Symptom}: {SymptomMeanings.Of(main.Symptom)} What was seen of this machine does not tell why.",
                    Remedies = isOver ? [] : [new Remedy("Look at the errors one by one, with what php-fpm said at the same time.", "Get-NginxUpstreamError -Since 10m; Get-FpmLogEntry -Since 10m")],
                },
                [.. group]);
        }
    }

    private static bool Explains(Finding finding, ErrorEvidence error) =>
        finding.ErrorCount > 0 && (finding.Endpoint is null || finding.Endpoint.Equals(error.Endpoint)) && finding.Evidence.Any(evidence => error.Samples.Any(sample => sample.Path == evidence.Path && sample.LineNumber == evidence.LineNumber));
}
