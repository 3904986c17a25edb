namespace Nginx502.Diagnosis;

/// <summary>No local port is left for connections to an upstream.</summary>
internal sealed class EphemeralPortsRule() : SymptomRule(Cause.EphemeralPortsExhausted, Symptom.LocalPortsExhausted)
{
    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        FindingText.OfResources(context.Short(GatewayResourceKind.EphemeralPorts, GatewayResourceKind.Sockets));

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "nginx has no local port left for a TCP upstream: more connections are opened and closed than the kernel has ports for.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        .. endpoint?.Pool is { } pool
            ? [new Remedy("Reach php-fpm by a unix socket, which needs no port.", FindingText.ForPool(context, "Sync-FpmEndpoint", pool, "-Transport UnixSocket -Reload"), ChangeApplies.FpmReload, Disruptions.FpmReload)]
            : Array.Empty<Remedy>(),
        new Remedy("Or give the kernel a wider range.", "sysctl -w net.ipv4.ip_local_port_range='1024 65535'"),
        new Remedy("See how many are in use.", "Measure-GatewayResource EphemeralPorts"),
    ];
}
