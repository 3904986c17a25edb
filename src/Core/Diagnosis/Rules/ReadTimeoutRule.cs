namespace Nginx502.Diagnosis;

/// <summary>nginx gave up waiting for PHP: that is a 504, and no 502.</summary>
internal sealed class ReadTimeoutRule() : SymptomRule(Cause.ReadTimeoutTooShort, Symptom.ResponseTimedOut)
{
    /// <inheritdoc/>
    protected override int? Status => 504;

    /// <inheritdoc/>
    protected override Confidence Confidence => Confidence.Likely;

    /// <inheritdoc/>
    protected override string ConfidenceReason => "nginx says that it waited; what was slow is known to php-fpm.";

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint) => FindingText.OfSettings(context.UpstreamsTo(endpoint?.Endpoint), "read_timeout");

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "PHP took longer than fastcgi_read_timeout, so that nginx gave up: visitors got a 504, which is no 502.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        new Remedy("Make the script faster: the slow log names the line.", "Get-FpmLogEntry -Slow"),
        FindingText.TuneUpstream(context, endpoint, "Where it may take that long, let nginx wait longer in that place.", "-ReadTimeout 120"),
    ];
}
