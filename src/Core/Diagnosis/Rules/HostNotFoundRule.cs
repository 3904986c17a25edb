namespace Nginx502.Diagnosis;

/// <summary>The name of an upstream is not found.</summary>
internal sealed class HostNotFoundRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.NameResolutionFailed, Symptom.ResolverMissing).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.UpstreamHostNotFound,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 502,
                    Endpoint = group.Key,
                    Explanation = "nginx does not find the address of an upstream's name.",
                    Remedies = [new Remedy("See who knows the name: hosts file, system, nginx's resolver.", "Resolve-NginxUpstream")],
                },
                [.. group]);
        }
    }
}
