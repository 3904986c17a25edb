namespace Nginx502.Diagnosis;

/// <summary>nginx's lines name an address that its files no longer do: they were changed and are right, and the running workers use the old ones.</summary>
internal sealed class NginxNotReloadedRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        NginxFacts[] changed = [.. context.Snapshot.Configuration.Nginx.Where(nginx => nginx is { ProcessId: not null, ChangedFiles.Count: > 0 } && context.Refused("nginx", nginx.ConfigurationPath) is null)];
        if (changed.Length == 0)
        {
            yield break;
        }

        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.Errors.Any(error => error.AttemptStatus is not null) && context.UpstreamsTo(endpoint.Endpoint).Count == 0))
        {
            ErrorEvidence[] errors = [.. endpoint.Errors.Where(error => error.AttemptStatus is not null)];
            if (!context.GoesOn(errors, context.NginxLoadedAt))
            {
                continue;
            }

            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.NginxNotReloaded,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "Its lines name an address that its files do not.",
                    IsPresent = true,
                    Status = errors.Select(error => error.AttemptStatus).First(),
                    Endpoint = endpoint.Endpoint,
                    Explanation = $"nginx still hands over to {endpoint.Endpoint}, which its files no longer name: they were changed after it loaded them.",
                    Evidence = [.. changed.SelectMany(nginx => nginx.ChangedFiles).Take(2).Select(file => new FindingEvidence("configuration", "changed after nginx loaded it", file.Path, Time: file.Time))],
                    Remedies = [new Remedy("Check the files, then reload nginx.", "Test-NginxConfiguration"), new Remedy("Reload nginx.", "nginx -s reload", ChangeApplies.NginxReload, Disruptions.NginxReload)],
                },
                errors);
        }
    }
}
