namespace Nginx502.Diagnosis;

/// <summary>The control group of php-fpm is out of its processor quota: everything in it stands still for a part of each period.</summary>
internal sealed class CpuThrottledRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (GatewayResource resource in context.Short(GatewayResourceKind.CpuThrottling))
        {
            // Where there are several php-fpm, the resource is named by the file of its own.
            DiagnosedEndpoint[] own = [.. context.Endpoints.Where(endpoint => MayBeOf(context, resource, endpoint))];
            ErrorEvidence[] errors = [.. own.SelectMany(endpoint => endpoint.Showing(Symptom.ResponseTimedOut))];
            bool hurts = context.GoesOn(errors, null) || own.Any(endpoint => endpoint.Status is { IsFull: true });
            DiagnosedEndpoint? endpoint = own.FirstOrDefault(found => found.Status is { IsFull: true }) ?? context.EndpointOf(errors.MaxBy(error => error.Count)?.Endpoint);
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

    private static bool MayBeOf(DiagnosisContext context, GatewayResource resource, DiagnosedEndpoint endpoint)
    {
        ServiceGroup? group = context.Snapshot.Resources!.Groups.FirstOrDefault(group => group.Limits.TightestProcessor is { } processor && resource.Subject.EndsWith(", " + processor.Path, StringComparison.Ordinal));
        return group is null || endpoint.Pool is null || group.Program == "nginx" || group.ConfigurationPath == endpoint.Pool.MasterConfigurationPath;
    }
}
