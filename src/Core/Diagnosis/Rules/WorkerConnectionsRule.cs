namespace Nginx502.Diagnosis;

/// <summary>nginx's worker_connections are used up: visitors get a 500.</summary>
internal sealed class WorkerConnectionsRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.WorkerConnectionsExhausted).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.WorkerConnectionsExhausted,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 500,
                    Endpoint = group.Key,
                    Explanation = "nginx used up its worker_connections: each request to php-fpm takes two. A loop to itself does that too.",
                    Remedies = [new Remedy("See how many are in use, and raise worker_connections.", "Measure-GatewayResource WorkerConnections")],
                },
                [.. group]);
        }
    }
}
