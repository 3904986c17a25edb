using Nginx502.Logs;
using Nginx502.Nginx;

namespace Nginx502.Diagnosis;

/// <summary>The site that was asked for fails now, and nothing else that was seen tells why: what nginx said of that very request does.</summary>
internal static class UnexplainedProbe
{
    private const int FirstFailure = 500;

    /// <summary>What is left of the probes.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="found">What else was found.</param>
    public static IEnumerable<Finding> Of(DiagnosisContext context, IReadOnlyList<Finding> found)
    {
        foreach (SiteProbe probe in context.Snapshot.Probes.Where(probe => probe is { IsViaDns: false, Status: >= FirstFailure or null } && !found.Any(finding => Explains(finding, probe))))
        {
            if (SaidByConfiguration(context, probe) is { } said)
            {
                yield return said;
                continue;
            }

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
                Servers = HostOf(probe) is { } host ? [host] : [],
                Explanation = isNginxDown
                    ? $"{probe.Uri} gets no answer from this machine: {probe.Problem}"
                    : probe.Symptom is { } symptom
                        ? $"{probe.Uri} answers {probe.Status}: {SymptomMeanings.Of(symptom)}"
                        : $"{probe.Uri} answers {probe.Status}, and nginx's error log says nothing of it: the application or the configuration said it.",
                Evidence =
                [
                    OfProbe(probe),
                    .. probe.Errors.Select(line => new FindingEvidence("nginx's error log", line.Text, line.Path, line.LineNumber, line.Time)),
                ],
                Remedies = isNginxDown
                    ? [new Remedy("See whether nginx runs, and where it listens.", "Get-GatewayService; ss -ltnp")]
                    : [new Remedy("See what nginx and php-fpm said at the same time.", $"Get-NginxUpstreamError -All -Since '{Before(probe)}'; Get-FpmLogEntry -Since '{Before(probe)}'")],
            };
        }
    }

    // A maintenance is switched on in nginx's configuration mostly: return 503.
    private static Finding? SaidByConfiguration(DiagnosisContext context, SiteProbe probe)
    {
        NginxReturn[] returns = probe is { Endpoint: null, Symptom: null, Errors.Length: 0 } && HostOf(probe) is { } host
            ? [.. context.Snapshot.Returns.Where(found => found.Status == probe.Status && IsOf(context, found.Server, host) && IsAt(found.Location, PathOf(probe)))]
            : [];
        return returns.Length == 0 ? null : new Finding
        {
            Cause = Cause.StatusByDesign,
            Severity = Severity.Warning,
            Confidence = Confidence.Likely,
            ConfidenceReason = $"The configuration has a return {probe.Status}, and nginx's error log says nothing of that request.",
            IsPresent = true,
            Status = probe.Status,
            Servers = [.. returns.Select(found => found.Server).Distinct()],
            Explanation = $"nginx answers {probe.Status} itself, without asking php-fpm: its configuration says so, as for a maintenance.",
            Evidence = [OfProbe(probe), .. returns.Take(2).Select(StatusByDesignRule.OfReturn)],
            Remedies = [StatusByDesignRule.TakeOut],
        };
    }

    // Of the server, of a condition, or of a location that begins as what was asked for; whether an expression fits is nginx's to say.
    private static bool IsAt(string location, string path)
    {
        string inner = location[(location.LastIndexOf(" > ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return inner.Length == 0 || inner.StartsWith("if ", StringComparison.Ordinal)
            || (inner.StartsWith("= ", StringComparison.Ordinal) ? path == inner[2..] : path.StartsWith(inner.StartsWith("^~ ", StringComparison.Ordinal) ? inner[3..] : inner, StringComparison.Ordinal));
    }

    private static string PathOf(SiteProbe probe) => Uri.TryCreate(probe.Uri, UriKind.Absolute, out Uri? uri) ? uri.AbsolutePath : string.Empty;

    private static bool IsOf(DiagnosisContext context, string server, string host) => string.Equals(server, host, StringComparison.OrdinalIgnoreCase)
        || context.Snapshot.Configuration.Upstreams.Any(upstream => upstream.Server == server && upstream.ServerNames.Contains(host, StringComparer.OrdinalIgnoreCase));

    private static FindingEvidence OfProbe(SiteProbe probe) =>
        new("probe", $"{probe.Uri} of this nginx ({probe.Address ?? "not reached"}): {probe.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? probe.Problem}", Time: probe.Time);

    // A moment that is the same whenever it is read.
    private static string Before(SiteProbe probe) => probe.Time.AddSeconds(-5).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    // What is known of the endpoint, the server or the status that was asked for says more than the probe.
    private static bool Explains(Finding finding, SiteProbe probe) => finding is { IsPresent: true, Severity: >= Severity.Warning } && finding.Cause is not (Cause.EvidenceHidden or Cause.UpstreamDegraded)
        && (probe.Status is null
            ? finding.Cause is Cause.NginxNotRunning or Cause.NginxStuck || (finding is { Cause: Cause.StoppedOnPurpose, Endpoint: null })

                // It waits as visitors do.
                || (probe.Address is not null && finding.Severity >= Severity.Error && finding.Servers.Contains(HostOf(probe), StringComparer.OrdinalIgnoreCase))
            : probe.Endpoint is { } endpoint ? endpoint.Equals(finding.Endpoint)
            : finding.Status == probe.Status && (finding.Servers.Length == 0 || finding.Servers.Contains(HostOf(probe), StringComparer.OrdinalIgnoreCase)));

    private static string? HostOf(SiteProbe probe) => Uri.TryCreate(probe.Uri, UriKind.Absolute, out Uri? uri) ? uri.Host : null;
}
