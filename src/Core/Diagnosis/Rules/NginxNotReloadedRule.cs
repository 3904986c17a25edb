using System.Net;

namespace Nginx502.Diagnosis;

/// <summary>nginx's lines name an address that its files no longer do: they were changed, and the running workers use the old ones.</summary>
internal sealed class NginxNotReloadedRule : IDiagnosisRule
{
    // The log counts seconds, and when nginx loaded its files is known to two.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach ((DiagnosedEndpoint endpoint, ErrorEvidence[] errors) in OldLines(context))
        {
            NginxFacts[] changed = [.. context.Snapshot.Configuration.Nginx.Where(nginx => nginx.ChangedFiles.Length > 0)];
            ConfigurationTestResult? refused = context.Refused("nginx", null);
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = refused is null ? Cause.NginxNotReloaded : Cause.NginxConfigurationInvalid,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "Its lines name an address that its files do not.",
                    IsPresent = true,
                    Status = errors.Select(error => error.AttemptStatus).First(),
                    Endpoint = endpoint.Endpoint,
                    Explanation = refused is null
                        ? $"nginx still hands over to {endpoint.Endpoint}, which its files no longer name: they were changed after it loaded them."
                        : $"nginx still hands over to {endpoint.Endpoint}, which its files no longer name: they were changed, and it refuses them as they are now.",
                    Evidence =
                    [
                        .. refused is null ? [] : FindingText.OfTest(refused),
                        .. changed.SelectMany(nginx => nginx.ChangedFiles).Take(2).Select(file => new FindingEvidence("nginx's configuration", "changed after nginx loaded it", file.Path, Time: file.Time)),
                    ],
                    Remedies =
                    [
                        new Remedy(refused is null ? "Check the files, then reload nginx." : "Correct that line first; then see that the test passes.", "Test-NginxConfiguration"),
                        new Remedy("Reload nginx.", "nginx -s reload", ChangeApplies.NginxReload, Disruptions.NginxReload),
                    ],
                },
                errors);
        }
    }

    /// <summary>What nginx said, after it loaded its configuration last, of endpoints that its files do not name.</summary>
    public static IEnumerable<(DiagnosedEndpoint Endpoint, ErrorEvidence[] Errors)> OldLines(DiagnosisContext context)
    {
        IReadOnlyList<NginxUpstream> upstreams = context.Snapshot.Configuration.Upstreams;

        // What is known for each request only may name anything.
        if (upstreams.Count == 0 || upstreams.Any(upstream => upstream.IsDynamic || !upstream.IsResolved))
        {
            yield break;
        }

        // An address that a name once stood for is another trouble.
        int[] namedPorts = [.. upstreams.SelectMany(upstream => upstream.Endpoints).Where(named => !named.IsUnixSocket && !IPAddress.TryParse(named.Host, out _)).Select(named => named.Port)];
        bool hasChanged = context.Snapshot.Configuration.Nginx.Any(nginx => nginx is { ProcessId: not null, ChangedFiles.Length: > 0 });
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => context.UpstreamsTo(endpoint.Endpoint).Count == 0 && (endpoint.Endpoint.IsUnixSocket || !namedPorts.Contains(endpoint.Endpoint.Port))))
        {
            ErrorEvidence[] errors = [.. endpoint.Errors.Where(error => error.AttemptStatus is not null && (hasChanged || error.Last > context.NginxLoadedAt + Doubt))];
            if (errors.Length > 0 && context.GoesOn(errors, context.NginxLoadedAt))
            {
                yield return (endpoint, errors);
            }
        }
    }
}
