namespace Nginx502.Inspection;

/// <summary>
/// Makes one list of what a program said and what our own reading says. Where both are of one place, the program's words stand with
/// our column and advice. A program that accepts a configuration knows better than a reading that would have it refused.
/// </summary>
internal static class JoinedDiagnostics
{
    /// <summary>Joins them.</summary>
    /// <param name="check">What the program said, if it was asked.</param>
    /// <param name="own">What our own reading says.</param>
    /// <param name="isAccepted">True when the program passes the configuration by our reading too: its errors are then those that the program does not look for, as what only fails at the start.</param>
    public static IReadOnlyList<ConfigurationDiagnostic> Of(ConfigurationCheck check, IReadOnlyList<ConfigurationDiagnostic> own, bool isAccepted)
    {
        if (!check.WasRun)
        {
            return own;
        }

        var rest = new List<ConfigurationDiagnostic>(own);
        var joined = new List<ConfigurationDiagnostic>();
        foreach (ConfigurationDiagnostic said in check.Diagnostics)
        {
            int same = rest.FindIndex(diagnostic => IsSame(said, diagnostic));
            joined.Add(same < 0 ? said : Join(said, rest[same]));
            if (same >= 0)
            {
                rest.RemoveAt(same);
            }
        }

        bool isWrong = check.ExitCode == 0 && !isAccepted;
        joined.AddRange(rest.Select(diagnostic => isWrong && diagnostic.Severity == Severity.Error ? diagnostic with { Severity = Severity.Warning } : diagnostic));
        return joined;
    }

    private static ConfigurationDiagnostic Join(ConfigurationDiagnostic said, ConfigurationDiagnostic own)
    {
        ConfigurationDiagnostic joined = said with { Id = own.Id, Advice = said.Advice ?? own.Advice };
        return own.Path is null ? joined : joined with { Path = own.Path, LineNumber = own.LineNumber, Column = own.Column };
    }

    // nginx counts the line in which a directive ends, and tells some errors at the end of the http block; php-fpm's syntax errors
    // have no place at all. The same words, or the same line, are the same finding.
    private static bool IsSame(ConfigurationDiagnostic said, ConfigurationDiagnostic own) =>
        own.Severity >= Severity.Warning
        && (said.Message == own.Message
            || (said.Path == own.Path && said.LineNumber is not null && said.LineNumber == own.LineNumber)
            || (said.Path is null && own.Severity == Severity.Error && said.Message.StartsWith("syntax error", StringComparison.Ordinal)));
}
