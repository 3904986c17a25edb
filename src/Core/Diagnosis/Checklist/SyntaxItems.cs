namespace Nginx502.Diagnosis;

/// <summary>Items of what a program says of its configuration, and our own reading with it.</summary>
internal static class SyntaxItems
{
    /// <summary>The configurations of a program.</summary>
    public static IEnumerable<ChecklistItem> Of(ChecklistContext context, IChecklistCheck check, string program)
    {
        ConfigurationTestResult[] tests = [.. (context.Facts.ConfigurationTests ?? []).Where(test => test.Program == program)];
        if (tests.Length == 0)
        {
            yield return context.Facts.ConfigurationTests is null
                ? context.NotSeen(check, program, $"{program} -t", new NotSeen($"what {program} says of its configuration", "it was not asked", program == "nginx" ? "Test-NginxConfiguration asks it." : "Test-FpmConfiguration asks it."))
                : context.Item(check, ChecklistStatus.Skipped, program, $"No configuration of {program} was found.", $"the usual places of {program}");
        }

        foreach (ConfigurationTestResult test in tests)
        {
            yield return ItemOf(context, check, test);
        }
    }

    private static ChecklistItem ItemOf(ChecklistContext context, IChecklistCheck check, ConfigurationTestResult test)
    {
        string lookedAt = test.Command is { } command ? $"{command} (in a view in which it changes nothing), and our own reading" : "our own reading; the program was not asked";
        ConfigurationDiagnostic? worst = test.Diagnostics.OrderByDescending(diagnostic => diagnostic.Severity).FirstOrDefault(diagnostic => diagnostic.Severity >= Severity.Warning);
        string gap = test.NotSeen.Length > 0 ? $" Not judged: {test.NotSeen[0].What}: {test.NotSeen[0].Reason}." : string.Empty;
        ChecklistStatus status = test.ErrorCount > 0 || (test.IsAsked && !test.Passed) ? ChecklistStatus.Failed
            : !test.IsAsked ? ChecklistStatus.NotSeen
            : test.WarningCount > 0 ? ChecklistStatus.Warning
            : ChecklistStatus.Passed;
        string verdict = status switch
        {
            ChecklistStatus.NotSeen => $"{test.Program} itself was not asked; our own reading finds no error.{gap}",
            ChecklistStatus.Passed => $"{test.Program} accepts it.{gap}",
            _ when worst is null => $"{test.Program} refuses it: {LastLine(test.Output)}",
            ChecklistStatus.Warning => $"{test.Program} accepts it. {Say(worst)}{More(test)}",
            _ => $"{test.Program} refuses it. {Say(worst)}{More(test)}",
        };
        return context.Item(check, status, test.ConfigurationPath, verdict, lookedAt, Remedies(status, test, worst));
    }

    private static Remedy[] Remedies(ChecklistStatus status, ConfigurationTestResult test, ConfigurationDiagnostic? worst)
    {
        string cmdlet = test.Program == "nginx" ? "Test-NginxConfiguration" : "Test-FpmConfiguration";
        return status switch
        {
            ChecklistStatus.Passed => [],
            ChecklistStatus.NotSeen => [new Remedy(test.NotSeen.FirstOrDefault()?.Remedy ?? "Run it as root.")],
            _ => [new Remedy($"{worst?.Advice ?? "Correct it."} This tells all:", cmdlet)],
        };
    }

    private static string Say(ConfigurationDiagnostic diagnostic) => $"{diagnostic}.";

    private static string More(ConfigurationTestResult test) => test.ErrorCount + test.WarningCount > 1 ? $" And {test.ErrorCount + test.WarningCount - 1} more." : string.Empty;

    private static string LastLine(string output) => SafeText.Escape(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it does not say why.");
}
