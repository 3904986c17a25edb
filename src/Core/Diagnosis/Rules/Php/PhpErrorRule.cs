namespace Nginx502.Diagnosis;

/// <summary>PHP ended with a fatal error: a 500 of the application.</summary>
internal sealed class PhpErrorRule() : SymptomRule(Cause.PhpFatalError, Symptom.PhpFatalError)
{
    /// <inheritdoc/>
    protected override int? Status => 500;

    /// <inheritdoc/>
    protected override bool Concerns(DiagnosisContext context, ErrorEvidence error) => !OpenBasedirRule.Tells(error) && !DiskFullRule.Tells(error);

    /// <inheritdoc/>
    protected override Severity SeverityOf(ErrorEvidence[] errors) => Severity.Warning;

    // What php-fpm is started with is another once it was loaded anew; a script is not.
    /// <inheritdoc/>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        context.GoesOn(errors, FailureOf(errors) is { IsOfConfiguration: true } ? context.LoadedAt(endpoint) : context.NginxLoadedAt);

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => FailureOf(errors) is { } failure
        ? $"{failure.What}, and PHP ends them: visitors got a 500 of the application, and no 502."
        : "Scripts end with a fatal error of PHP: visitors got a 500 of the application, and no 502.";

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        string server = errors.Select(error => error.Server).Distinct().ToArray() is [{ } only] ? $" -Server {PasteText.PowerShellArgument(only)}" : string.Empty;
        var look = new Remedy("See which script and line: the last one.", $"Get-NginxUpstreamError -All -Symptom PhpFatalError{server} -Tail 1 | Format-List");
        return FailureOf(errors) is { } failure ? failure.Mend(context, endpoint?.Pool) switch
        {
            var mend when failure.IsOfApplication => [look, mend],
            var mend => [mend, look],
        }
        : [look];
    }

    private static PhpFailure? FailureOf(ErrorEvidence[] errors) =>
        errors.MaxBy(error => error.Last)?.Samples is [{ } last, ..] ? PhpFailure.Read(last.Text) : null;
}
