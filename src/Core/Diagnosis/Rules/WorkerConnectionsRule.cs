namespace Nginx502.Diagnosis;

/// <summary>nginx's worker_connections are used up: visitors get a 500.</summary>
internal sealed class WorkerConnectionsRule() : SymptomRule(Cause.WorkerConnectionsExhausted, Symptom.WorkerConnectionsExhausted)
{
    /// <inheritdoc/>
    protected override int? Status => 500;

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        FindingText.OfResources(context.Short(GatewayResourceKind.WorkerConnections));

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "A worker of nginx used up its worker_connections; each visitor takes two, one of them to php-fpm. Who comes beyond that is turned away: with a 500, or without any answer. A loop of nginx to itself does that too.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        new Remedy("See how many are in use, and raise worker_connections in the events block of nginx.conf, with worker_rlimit_nofile at twice of it; then reload nginx.", "Measure-GatewayResource WorkerConnections", ChangeApplies.NginxReload, Disruptions.NginxReload),
    ];
}
