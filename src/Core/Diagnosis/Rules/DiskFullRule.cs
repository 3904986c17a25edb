namespace Nginx502.Diagnosis;

/// <summary>nginx has no space for temporary files or logs.</summary>
internal sealed class DiskFullRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.DiskFull).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.DiskFull,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 500,
                    Endpoint = group.Key,
                    Explanation = "There is no space left where nginx writes: buffered requests and answers fail or are cut.",
                    Remedies = [new Remedy("See which file system is full.", "Measure-GatewayResource DiskSpace, Inodes")],
                },
                [.. group]);
        }
    }
}
