namespace Nginx502.Diagnosis;

/// <summary>nginx has no file descriptor left: visitors get a 500.</summary>
internal sealed class DescriptorsRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.DescriptorsExhausted).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.TooManyOpenFiles,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 500,
                    Endpoint = group.Key,
                    Explanation = "nginx used up its file descriptors, so that it opens neither files nor connections.",
                    Remedies = [new Remedy("See who holds how many, and raise worker_rlimit_nofile or LimitNOFILE.", "Measure-GatewayResource OpenFiles")],
                },
                [.. group]);
        }
    }
}
