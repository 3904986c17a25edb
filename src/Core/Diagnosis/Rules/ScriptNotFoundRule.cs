namespace Nginx502.Diagnosis;

/// <summary>php-fpm has no such file: a 404 that looks like an error of the upstream.</summary>
internal sealed class ScriptNotFoundRule() : SymptomRule(Cause.ScriptNotFound, Symptom.ScriptNotFound, Symptom.ScriptDenied)
{
    private static readonly string[] StartPages = ["request: \"GET /\"", "request: \"GET /index.php\""];

    /// <inheritdoc/>
    protected override int? Status => 404;

    /// <inheritdoc/>
    protected override Severity SeverityOf(ErrorEvidence[] errors) => IsOfStartPage(errors) ? Severity.Warning : Severity.Note;

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        IsOfStartPage(errors)
            ? "php-fpm does not find the script of the start page itself: visitors got a 404 or 403, and no 502. The files were moved, or SCRIPT_FILENAME or root is wrong."
            : "php-fpm was asked for scripts that are not there or may not be run: visitors got a 404 or 403, and no 502. Mostly it is visitors who guess addresses; where all pages fail, SCRIPT_FILENAME or root is wrong.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [new Remedy("See which.", "Measure-NginxUpstreamError -All -Symptom ScriptNotFound, ScriptDenied -By Server, RequestUri")];

    // Whoever guesses asks for other pages than the one that is there for everybody.
    private static bool IsOfStartPage(ErrorEvidence[] errors) =>
        errors.SelectMany(error => error.Samples).Any(sample => StartPages.Any(page => sample.Text.Contains(page, StringComparison.Ordinal)));
}
