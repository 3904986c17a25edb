namespace Nginx502.Diagnosis;

/// <summary>A php-fpm runs, and would refuse its files as they are now: the next reload or restart ends it, with every site.</summary>
internal sealed class FpmConfigurationRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (ConfigurationTestResult test in context.Snapshot.ConfigurationTests.Where(test => test is { Program: "php-fpm", Passed: false, ErrorCount: > 0, ProcessId: not null }))
        {
            yield return new Finding
            {
                Cause = Cause.FpmConfigurationInvalid,
                Severity = Severity.Warning,
                Confidence = test.IsAsked ? Confidence.Certain : Confidence.Likely,
                ConfidenceReason = test.IsAsked ? "php-fpm itself refuses it." : "php-fpm was not asked; its files were read.",
                IsPresent = true,
                Explanation = "php-fpm refuses its files as they are now. The running one still serves with what it loaded before, and a reload or restart would end it.",
                Evidence = [.. FindingText.OfTest(test)],
                Remedies = [new Remedy("Correct that line before anything is reloaded; then see that the test passes.", "Test-FpmConfiguration")],
            };
        }
    }
}
