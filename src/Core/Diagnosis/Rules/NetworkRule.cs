namespace Nginx502.Diagnosis;

/// <summary>A host does not answer: a firewall, no route, or a host that is down.</summary>
internal sealed class NetworkRule : IDiagnosisRule
{
    private static readonly Symptom[] Symptoms = [Symptom.ConnectTimedOut, Symptom.HostUnreachable, Symptom.NetworkUnreachable, Symptom.ConnectionRefused];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(IsRejectedHere))
        {
            yield return WithRule(context, endpoint, FindingText.OfSocket(
                endpoint,
                Cause.FirewallBlocked,
                $"A socket listens on {endpoint.Endpoint}, and connections are refused all the same: a firewall of this machine rejects them.",
                [new Remedy("See which rule does, and take it out, or open the port for the address from which nginx connects.", $"Test-GatewayFirewall {endpoint.Endpoint.Port}"), .. endpoint.Socket!.Remedies],
                Symptoms));
        }

        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(IsRefusedElsewhere))
        {
            yield return WithRule(context, endpoint, Refused(endpoint));
        }

        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { Endpoint.IsUnixSocket: false, Socket.FailedRung: FpmSocketRungKind.Connects or FpmSocketRungKind.Reachable or FpmSocketRungKind.Permitted, Status: not { IsFull: true } } && !IsRefusedElsewhere(endpoint)))
        {
            FpmSocketTestResult socket = endpoint.Socket!;

            // A name that is not found is a trouble of its own; so is a machine that has no port left to ask from.
            bool isName = socket.FailedRung == FpmSocketRungKind.Reachable && socket.Errno is not (Errno.EHOSTUNREACH or Errno.ENETUNREACH);
            if (isName || socket.Errno == Errno.EADDRNOTAVAIL)
            {
                continue;
            }

            // Somebody listens here and nobody gets through; or nothing at all comes back, not even that the way is closed.
            bool isHere = socket.FailedRung == FpmSocketRungKind.Permitted || socket.Facts is { IsLocal: true, Listener: not null };
            bool isDropped = socket.Errno is Errno.ETIMEDOUT or null;
            Finding finding = FindingText.OfSocket(
                endpoint,
                isHere || isDropped ? Cause.FirewallBlocked : Cause.NetworkUnreachable,
                isDropped && !isHere ? $"Nothing comes back from {endpoint.Endpoint}, not even a refusal: a firewall on the way drops the connection, or the host is down." : socket.Explanation!,
                socket.Remedies,
                Symptoms);
            yield return WithRule(context, endpoint, finding with
            {
                Confidence = isHere || !isDropped ? Confidence.Certain : Confidence.Likely,
                ConfidenceReason = isHere || !isDropped ? finding.ConfidenceReason : "The connection was tried just now; what is on the way was not seen.",
                Remedies = isHere || socket.Errno != Errno.ENETUNREACH
                    ? [new Remedy("See whether a firewall of this machine holds it back, and open the port from nginx's address only, here or on the other machine.", $"Test-GatewayFirewall {endpoint.Endpoint.Port}"), .. finding.Remedies]
                    : [Reroute(context, endpoint.Endpoint), .. finding.Remedies],
            });
        }
    }

    // No way leads there, and no firewall has a part in that.
    private static Remedy Reroute(DiagnosisContext context, FpmEndpoint endpoint)
    {
        string line = context.UpstreamsTo(endpoint) is [var upstream, ..]
            ? $"Where {endpoint} is not meant, correct {upstream.Directive} at {SafeText.Escape(ConfigurationPlace.Format(upstream.Path, upstream.LineNumber))}, and reload nginx. Else mend the route"
            : "Mend the route";
        return new Remedy($"{line}: the kernel has none.", $"ip route get {PasteText.Shell(endpoint.Host ?? string.Empty)}", ChangeApplies.NginxReload, Disruptions.NginxReload);
    }

    // Where the rules of this machine were seen, the one that bars nginx is named.
    private static Finding WithRule(DiagnosisContext context, DiagnosedEndpoint endpoint, Finding finding)
    {
        if (endpoint.Socket?.Facts.Client?.HasOtherNetwork == true || context.Snapshot.Firewall is not { } firewall || FirewallFromHere.Barring(firewall, endpoint.Endpoint) is not [{ } first, ..] barring)
        {
            return finding;
        }

        return finding with
        {
            Cause = Cause.FirewallBlocked,
            Confidence = Confidence.Certain,
            ConfidenceReason = "The connection was tried just now, and the rules of this machine were gone through.",
            Explanation = $"The firewall of this machine {(first.State == FirewallState.Closed ? "drops" : "rejects")} what nginx sends to {endpoint.Endpoint}.",
            Evidence = [new FindingEvidence("firewall", first.Explanation), .. finding.Evidence],
            Remedies = [FirewallFromHere.Remedy(firewall, endpoint.Endpoint, barring), .. finding.Remedies.Where(remedy => remedy.Command?.StartsWith("nft ", StringComparison.Ordinal) != true)],
        };
    }

    // Of a port of another network, only the refusal is known.
    private static bool IsRefusedElsewhere(DiagnosedEndpoint endpoint) =>
        endpoint is { Endpoint.IsUnixSocket: false, Socket: { FailedRung: FpmSocketRungKind.Listening or FpmSocketRungKind.Connects, Errno: Errno.ECONNREFUSED, Facts.IsLocal: false } };

    private static bool IsRejectedHere(DiagnosedEndpoint endpoint) =>
        endpoint is { Endpoint.IsUnixSocket: false, Socket: { FailedRung: FpmSocketRungKind.Listening, Errno: Errno.ECONNREFUSED, Facts: { IsLocal: true, IsListed: true } } };

    private static Finding Refused(DiagnosedEndpoint endpoint)
    {
        bool runs = endpoint.Pool is { IsRunning: true };
        Finding finding = FindingText.OfSocket(
            endpoint,
            runs ? Cause.FirewallBlocked : Cause.FpmNotRunning,
            runs
                ? $"php-fpm runs and listens on {endpoint.Endpoint}, and connections are refused all the same: a firewall between nginx and it rejects them."
                : $"The host of {endpoint.Endpoint} answers, and refuses: php-fpm does not run there, or listens on another address, or a firewall rejects the port.",
            [
                new Remedy(runs ? "Open the port in the firewall, from nginx's address only." : "Look on that host: whether php-fpm runs, where it listens, and what its firewall says.", $"Test-GatewayFirewall {endpoint.Endpoint.Port}"),
                .. endpoint.Socket!.Remedies,
            ],
            Symptoms);
        return finding with { Confidence = runs ? Confidence.Likely : Confidence.Possible, ConfidenceReason = "The connection was tried just now; the other side was not seen." };
    }
}
