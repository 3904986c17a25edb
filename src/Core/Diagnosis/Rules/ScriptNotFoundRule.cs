namespace Nginx502.Diagnosis;

/// <summary>php-fpm has no such file: a 404 that looks like an error of the upstream.</summary>
internal sealed class ScriptNotFoundRule() : SymptomRule(Cause.ScriptNotFound, Symptom.ScriptNotFound, Symptom.ScriptDenied)
{
    /// <inheritdoc/>
    protected override int? Status => 404;

    /// <inheritdoc/>
    protected override Severity Severity => Severity.Note;

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        "php-fpm was asked for scripts that are not there or may not be run: visitors got a 404 or 403, and no 502. Mostly it is visitors who guess addresses; where all pages fail, SCRIPT_FILENAME or root is wrong.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [new Remedy("See which.", "Measure-NginxUpstreamError -All -Symptom ScriptNotFound, ScriptDenied -By Server, RequestUri")];
}
