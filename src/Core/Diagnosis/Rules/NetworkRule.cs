namespace Nginx502.Diagnosis;

/// <summary>A host does not answer: a firewall, no route, or a host that is down.</summary>
internal sealed class NetworkRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint.Socket is { FailedRung: FpmSocketRungKind.Connects } && endpoint.Status is not { IsFull: true }))
        {
            bool isLocal = endpoint.Socket!.Facts.IsLocal;
            Cause cause = isLocal && endpoint.Socket.Facts.Listener is not null ? Cause.FirewallBlocked : Cause.NetworkUnreachable;
            Finding finding = FindingText.OfSocket(
                endpoint, cause, endpoint.Socket.Explanation!, endpoint.Socket.Remedies, Symptom.ConnectTimedOut, Symptom.HostUnreachable, Symptom.NetworkUnreachable, Symptom.ConnectionRefused);
            yield return finding with { Remedies = [new Remedy("See whether a firewall holds it back.", $"Test-GatewayFirewall {endpoint.Endpoint.Port}"), .. finding.Remedies] };
        }
    }
}
