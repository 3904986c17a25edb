namespace Nginx502.Diagnosis;

/// <summary>nginx refuses its configuration: the old one goes on, or nginx does not start. Where a name in it is not found, that is the cause.</summary>
internal sealed class NginxConfigurationRule : IDiagnosisRule
{
    // nginx: src/http/ngx_http_upstream.c and src/core/ngx_inet.c.
    private const string HostNotFound = "host not found in";

    /// <summary>What makes nginx accept its files.</summary>
    /// <param name="test">What it refuses.</param>
    /// <param name="when">What comes before the sentence; empty for nothing.</param>
    public static Remedy Correction(ConfigurationTestResult test, string when)
    {
        string correct = IsOfName(test) ? "mend the name or the name server, or write an address in its place." : $"correct {FindingText.PlaceOf(test)}, or put the file back as it was; then see that the test passes.";
        return new Remedy(when.Length > 0 ? when + correct : char.ToUpperInvariant(correct[0]) + correct[1..], IsOfName(test) ? "Resolve-NginxUpstream" : "Test-NginxConfiguration");
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        bool isToldByLines = NginxNotReloadedRule.OldLines(context).Any();
        foreach (ConfigurationTestResult test in context.Snapshot.ConfigurationTests.Where(test => test is { Program: "nginx", Passed: false, ErrorCount: > 0 }))
        {
            // Where its lines name what its files do not, that is told with them; where somebody stopped it, with that.
            if ((test.ProcessId is not null && isToldByLines) || (test.ProcessId is null && NginxNotRunningRule.IsMeant(context)))
            {
                continue;
            }

            bool isName = IsOfName(test);
            bool isRunning = test.ProcessId is not null;
            yield return new Finding
            {
                Cause = isName ? Cause.UpstreamHostNotFound : Cause.NginxConfigurationInvalid,
                Severity = isRunning ? Severity.Warning : Severity.Error,
                Confidence = test.IsAsked ? Confidence.Certain : Confidence.Likely,
                ConfidenceReason = test.IsAsked ? "nginx itself refuses it." : "nginx was not asked; its files were read.",
                IsPresent = true,
                Explanation = isRunning
                    ? $"nginx refuses its files as they are now{(isName ? ", as the name of an upstream is not found" : string.Empty)}. The running one still serves with the configuration that it loaded before; never restart it until the test passes."
                    : $"nginx does not start, since it refuses its configuration{(isName ? ": the name of an upstream is not found" : string.Empty)}.",
                Evidence = [.. FindingText.OfTest(test)],
                Remedies = [Correction(test, string.Empty), .. isRunning ? [] : Start(context)],
            };
        }
    }

    private static bool IsOfName(ConfigurationTestResult test) => test.Diagnostics.Any(diagnostic => diagnostic.Message.Contains(HostNotFound, StringComparison.Ordinal));

    private static IEnumerable<Remedy> Start(DiagnosisContext context) =>
        context.Services.Where(service => service is { Program: "nginx", IsMasked: false }).Take(1).Select(service => service.Orphans.Length > 0 ? service.Remedies.FirstOrDefault() ?? StoppedServices.Start(service) : StoppedServices.Start(service)).Where(start => start.Command is not null).Select(start => start with { Description = "Then start nginx." });
}
