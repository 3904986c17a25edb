namespace Nginx502.Diagnosis;

/// <summary>The master of a php-fpm was killed, and its workers go on answering: nobody looks after them, and nothing can be started beside them.</summary>
internal sealed class OrphanWorkersRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (GatewayService service in context.Services.Where(service => service is { Program: "php-fpm", Orphans.Length: > 0 }))
        {
            DiagnosedEndpoint[] own = [.. context.Endpoints.Where(endpoint => endpoint.Service == service)];
            if (own.Any(endpoint => endpoint.IsDown))
            {
                continue;
            }

            DiagnosedEndpoint? endpoint = own.FirstOrDefault();
            yield return new Finding
            {
                Cause = Cause.OrphanWorkers,
                Severity = Severity.Warning,
                Confidence = Confidence.Certain,
                ConfidenceReason = "The kernel tells the parent of each process.",
                IsPresent = true,
                Endpoint = endpoint?.Endpoint,
                Pool = endpoint?.Pool?.Pool,
                ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                Servers = endpoint?.Servers ?? [],
                Explanation = $"The master of {service.Name} was killed, and {service.Orphans.Length} of its workers live on: they still answer, but nobody replaces one that ends, and php-fpm cannot be started beside them.",
                Evidence = [.. service.Orphans.Take(3).Select(orphan => new FindingEvidence("kernel", orphan.ToString(), Time: service.Time))],
                Remedies = service.Remedies,
            };
        }
    }
}
