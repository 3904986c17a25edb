namespace Nginx502.Diagnosis;

/// <summary>PHP ended with a fatal error: a 500 of the application.</summary>
internal sealed class PhpErrorRule() : SymptomRule(Cause.PhpFatalError, Symptom.PhpFatalError)
{
    /// <inheritdoc/>
    protected override int? Status => 500;

    /// <inheritdoc/>
    protected override bool Concerns(DiagnosisContext context, ErrorEvidence error) => !OpenBasedirRule.Tells(error);

    /// <inheritdoc/>
    protected override Severity SeverityOf(ErrorEvidence[] errors) => Severity.Warning;

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "Scripts end with a fatal error of PHP: visitors got a 500 of the application, and no 502.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [new Remedy("See which script and line.", "Get-NginxUpstreamError -All -Symptom PhpFatalError -Tail 5 | Format-List")];
}
