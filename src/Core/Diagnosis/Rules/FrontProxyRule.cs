namespace Nginx502.Diagnosis;

/// <summary>This nginx answers well, and the public name does not: the 502 is said by a CDN, a balancer or another machine before it.</summary>
internal sealed class FrontProxyRule : IDiagnosisRule
{
    private const int FirstFailure = 500;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (SiteProbe far in context.Snapshot.Probes.Where(probe => probe is { IsViaDns: true, Status: null or >= FirstFailure }))
        {
            SiteProbe? own = context.Snapshot.Probes.FirstOrDefault(probe => !probe.IsViaDns && probe.Uri == far.Uri);
            if (own is { Status: < FirstFailure })
            {
                yield return Of(own, far);
            }
        }
    }

    private static Finding Of(SiteProbe own, SiteProbe far) => new()
    {
        Cause = Cause.FrontProxyAnswered,
        Severity = Severity.Error,
        Confidence = far.Headers.Length > 0 ? Confidence.Certain : Confidence.Likely,
        ConfidenceReason = "The same address was asked for twice: of this nginx, and by its public name.",
        IsPresent = true,
        Status = far.Status ?? 502,
        Servers = Uri.TryCreate(own.Uri, UriKind.Absolute, out Uri? site) ? [site.Host] : [],
        Explanation = $"This nginx answers {own.Status}, and the public name {(far.Status is { } status ? $"answers {status}" : $"does not answer ({far.Problem})")}: whatever stands before this machine says it, or cannot reach it.",
        Evidence =
        [
            new FindingEvidence("probe", $"{own.Uri} of this nginx ({own.Address}): {own.Status}", Time: own.Time),
            new FindingEvidence("probe", $"{far.Uri} by its public name ({far.Address ?? "not reached"}): {far.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? far.Problem}{(far.Headers.Length == 0 ? string.Empty : "; " + string.Join("; ", far.Headers))}", Time: far.Time),
        ],
        Remedies =
        [
            new Remedy("Look at the balancer or CDN that these headers name: what it says of this machine, and which address and port it asks."),
            new Remedy("Where it comes now and then: keepalive_timeout of nginx must be longer than the balancer keeps idle connections.", "Test-FpmAlignment -BalancerIdleTimeout 60", ChangeApplies.NginxReload),
        ],
    };
}
