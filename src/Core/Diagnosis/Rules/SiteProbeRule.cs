using Nginx502.Logs;

namespace Nginx502.Diagnosis;

/// <summary>The site that was asked for fails now, and nothing else that was seen tells why: what nginx said of that very request does.</summary>
internal sealed class SiteProbeRule : IDiagnosisRule
{
    private const int FirstFailure = 500;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (SiteProbe probe in context.Snapshot.Probes.Where(probe => probe is { IsViaDns: false, Status: >= FirstFailure or null }))
        {
            DiagnosedEndpoint? endpoint = context.EndpointOf(probe.Endpoint);
            bool isNginxDown = probe.Status is null;
            yield return new Finding
            {
                Cause = Cause.Unknown,
                Severity = Severity.Error,
                Confidence = Confidence.Possible,
                ConfidenceReason = "The request was made just now, and failed.",
                IsPresent = true,
                Status = probe.Status,
                Endpoint = probe.Endpoint,
                Pool = endpoint?.Pool?.Pool,
                ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                Servers = [new Uri(probe.Uri).Host],
                Explanation = isNginxDown
                    ? $"{probe.Uri} gets no answer from this machine: {probe.Problem}"
                    : probe.Symptom is { } symptom
                        ? $"{probe.Uri} answers {probe.Status}: {SymptomMeanings.Of(symptom)}"
                        : $"{probe.Uri} answers {probe.Status}, and nginx's error log says nothing of it: the application or the configuration said it.",
                Evidence =
                [
                    new FindingEvidence("probe", $"{probe.Uri} of this nginx ({probe.Address ?? "not reached"}): {probe.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? probe.Problem}", Time: probe.Time),
                    .. probe.Errors.Select(line => new FindingEvidence("nginx's error log", line.Text, line.Path, line.LineNumber, line.Time)),
                ],
                Remedies = [new Remedy("See what php-fpm said at the same time.", "Get-FpmLogEntry -Since 1m; Get-NginxUpstreamError -All -Since 1m")],
            };
        }
    }
}
