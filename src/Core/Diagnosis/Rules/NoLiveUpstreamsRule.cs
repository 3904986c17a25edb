namespace Nginx502.Diagnosis;

/// <summary>All servers of a group are marked down.</summary>
internal sealed class NoLiveUpstreamsRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.NoLiveUpstreams).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.NoLiveUpstreams,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 502,
                    Endpoint = group.Key,
                    Explanation = "nginx tries no server of the group any more, since all failed shortly before: what made them fail is to be mended.",
                    Remedies = [new Remedy("See what failed before.", "Get-NginxUpstreamError -Tail 20")],
                },
                [.. group]);
        }
    }
}
