namespace Nginx502.Diagnosis;

/// <summary>A php-fpm runs, and would refuse its files as they are now: the next reload or restart ends it, with every site.</summary>
internal sealed class FpmConfigurationRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (ConfigurationTestResult test in context.Snapshot.ConfigurationTests.Where(test => test is { Program: "php-fpm", Passed: false, ErrorCount: > 0, ProcessId: not null }))
        {
            bool isOfDirectory = FpmDownReason.IsOfDirectoryAlone(test);
            if (isOfDirectory && context.Endpoints.Any(endpoint => endpoint is { MissingDirectory: not null, Pool: { } pool } && pool.MasterConfigurationPath == test.ConfigurationPath))
            {
                // That is told with the socket that is gone with it.
                continue;
            }

            yield return new Finding
            {
                Cause = Cause.FpmConfigurationInvalid,
                Severity = Severity.Warning,
                Confidence = test.IsAsked ? Confidence.Certain : Confidence.Likely,
                ConfidenceReason = test.IsAsked ? "php-fpm itself refuses it." : "php-fpm was not asked; its files were read.",
                IsPresent = true,
                Explanation = isOfDirectory
                    ? "A directory that php-fpm needs at its start is not there. The running one still serves, and a reload or restart would end it."
                    : "php-fpm refuses its files as they are now. The running one still serves with what it loaded before, and a reload or restart would end it.",
                Evidence = [.. FindingText.OfTest(test)],
                Remedies = [new Remedy(isOfDirectory ? "Make the directory before anything is reloaded; then see that the test passes." : $"Correct {FindingText.PlaceOf(test)} before anything is reloaded; then see that the test passes.", "Test-FpmConfiguration")],
            };
        }
    }
}
