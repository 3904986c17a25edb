namespace Nginx502.Diagnosis;

/// <summary>The answer's header does not fit into nginx's buffer for it.</summary>
internal sealed class HeaderTooBigRule() : SymptomRule(Cause.HeaderTooBig, Symptom.HeaderTooBig)
{
    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint) => FindingText.OfSettings(context.UpstreamsTo(endpoint?.Endpoint), "buffer_size");

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "The application sends a header (cookies, mostly) that does not fit into fastcgi_buffer_size, so that nginx throws the answer away.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        FindingText.TuneUpstream(context, endpoint, "Give the header 32 KB, with the buffers that have to grow with it.", "-BufferSize 32k -Buffers '8 32k' -BusyBuffersSize 64k"),
        new Remedy("Then see what makes it so long: a cookie for each visit, a Link header for each file."),
    ];
}
