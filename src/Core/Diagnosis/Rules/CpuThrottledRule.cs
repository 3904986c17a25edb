namespace Nginx502.Diagnosis;

/// <summary>The control group of php-fpm is out of its processor quota: everything in it stands still for a part of each period.</summary>
internal sealed class CpuThrottledRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (GatewayResource resource in context.Short(GatewayResourceKind.CpuThrottling))
        {
            ErrorEvidence[] errors = [.. context.Showing(Symptom.ResponseTimedOut).Where(error => error.Endpoint is not null)];
            bool hurts = context.GoesOn(errors, null) || context.Endpoints.Any(endpoint => endpoint.Status is { IsFull: true });
            DiagnosedEndpoint? endpoint = context.Endpoints.FirstOrDefault(found => found.Status is { IsFull: true }) ?? context.EndpointOf(errors.MaxBy(error => error.Count)?.Endpoint);
            yield return FindingText.WithErrors(
                new Finding
                {
                    Endpoint = endpoint?.Endpoint,
                    Pool = endpoint?.Pool?.Pool,
                    ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                    Servers = endpoint?.Servers ?? [],
                    Cause = Cause.CpuThrottled,
                    Severity = hurts ? Severity.Error : Severity.Warning,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "The kernel counts the periods in which the quota was used up.",
                    IsPresent = true,
                    Status = hurts ? 504 : null,
                    Explanation = $"The control group of {resource.Subject} uses up its processor quota: whatever runs in it is slow, and more workers would make each of them slower.",
                    Evidence = [.. FindingText.OfResources([resource])],
                    Remedies = resource.Remedies,
                },
                errors);
        }
    }
}
