namespace Nginx502.Diagnosis;

/// <summary>The answer is not what the protocol demands.</summary>
internal sealed class InvalidResponseRule() : SymptomRule(Cause.InvalidResponse, Symptom.MalformedResponse, Symptom.EmptyResponse)
{
    /// <inheritdoc/>
    protected override Confidence Confidence => Confidence.Likely;

    /// <inheritdoc/>
    protected override string ConfidenceReason => "nginx says what it got; which script it was, the request in its lines tells.";

    /// <inheritdoc/>
    protected override bool Concerns(DiagnosisContext context, ErrorEvidence error) => context.EndpointOf(error.Endpoint) is not { IsFailing: true };

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "The application's answer is none that the protocol knows: something stands before the header, or there was nothing at all.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        ConcernedUpstreams.ProtocolOf(errors) == UpstreamProtocol.FastCgi
            ? new Remedy("Ask the script without nginx (Invoke-FpmRequest with its -ScriptPath), and look at what it says first.")
            : new Remedy("Ask the application without nginx, and look at what it says first."),
    ];
}
