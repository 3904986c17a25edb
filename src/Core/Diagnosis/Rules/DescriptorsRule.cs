namespace Nginx502.Diagnosis;

/// <summary>nginx has no file descriptor left: visitors get a 500, or no answer.</summary>
internal sealed class DescriptorsRule() : SymptomRule(Cause.TooManyOpenFiles, Symptom.DescriptorsExhausted)
{
    /// <inheritdoc/>
    protected override int? Status => 500;

    // Whoever cannot accept any more writes no line of it either.
    /// <inheritdoc/>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        base.GoesOn(context, endpoint, errors) || context.Short(GatewayResourceKind.OpenFiles, GatewayResourceKind.SystemOpenFiles)
            .Any(resource => resource.State == GatewayResourceState.Exhausted && (resource.Resource == GatewayResourceKind.SystemOpenFiles || resource.Subject.StartsWith("nginx", StringComparison.Ordinal)));

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        FindingText.OfResources(context.Short(GatewayResourceKind.OpenFiles, GatewayResourceKind.SystemOpenFiles));

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "nginx used up its file descriptors, so that it opens neither files nor connections: visitors get a 500, or nothing.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        .. context.Short(GatewayResourceKind.OpenFiles, GatewayResourceKind.SystemOpenFiles).SelectMany(resource => resource.Remedies),
        new Remedy("See who holds how many, and raise worker_rlimit_nofile in nginx.conf (then reload) or LimitNOFILE of its unit (then restart).", "Measure-GatewayResource OpenFiles"),
    ];
}
