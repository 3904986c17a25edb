namespace Nginx502.Diagnosis;

/// <summary>No local port is left for connections to an upstream.</summary>
internal sealed class EphemeralPortsRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<FpmEndpoint?, ErrorEvidence> group in context.Showing(Symptom.LocalPortsExhausted).GroupBy(error => error.Endpoint))
        {
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.EphemeralPortsExhausted,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "nginx itself says so.",
                    IsPresent = context.IsRecent(group.Max(error => error.Last)),
                    Status = 502,
                    Endpoint = group.Key,
                    Explanation = "nginx has no local port left for a TCP upstream: too many connections are opened and closed.",
                    Remedies = [new Remedy("Reach php-fpm by a unix socket, which needs no port.", "Sync-FpmEndpoint -Pool www -Transport UnixSocket -Reload"), new Remedy("See how many are in use.", "Measure-GatewayResource EphemeralPorts")],
                },
                [.. group]);
        }
    }
}
