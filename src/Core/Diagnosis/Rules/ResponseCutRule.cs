namespace Nginx502.Diagnosis;

/// <summary>An answer ended in the middle: the visitor got a 200 that is not whole.</summary>
internal sealed class ResponseCutRule() : SymptomRule(Cause.ResponseCut, Symptom.BodyTimedOut, Symptom.ResponseTruncated)
{
    /// <inheritdoc/>
    protected override int? Status => 200;

    /// <inheritdoc/>
    protected override Severity SeverityOf(ErrorEvidence[] errors) => Severity.Warning;

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "The answer stopped in the middle, after its 200 was sent: visitors got a part of the page, and no 502.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [new Remedy("See which script stops, and what php-fpm said at that time.", "Get-NginxUpstreamError -Symptom BodyTimedOut, ResponseTruncated -Tail 5; Get-FpmLogEntry -Since 10m")];
}
