namespace Nginx502.Inspection;

/// <summary>
/// Makes one list of what a program said and what our own reading says. Where both are of one place, the program's words stand with
/// our column and advice. A program that accepts a configuration knows better than a reading that calls something an error.
/// </summary>
internal static class JoinedDiagnostics
{
    /// <summary>Joins them.</summary>
    /// <param name="check">What the program said, if it was asked.</param>
    /// <param name="own">What our own reading says.</param>
    public static IReadOnlyList<ConfigurationDiagnostic> Of(ConfigurationCheck check, IReadOnlyList<ConfigurationDiagnostic> own)
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
            joined.Add(same < 0 ? said : said with { Id = rest[same].Id, Path = rest[same].Path, LineNumber = rest[same].LineNumber, Column = rest[same].Column, Advice = said.Advice ?? rest[same].Advice });
            if (same >= 0)
            {
                rest.RemoveAt(same);
            }
        }

        joined.AddRange(rest.Select(diagnostic => check.ExitCode == 0 && diagnostic.Severity == Severity.Error ? diagnostic with { Severity = Severity.Warning } : diagnostic));
        return joined;
    }

    // nginx counts the line in which a directive ends, and tells some errors at the end of the http block; php-fpm's syntax errors
    // have no place at all. The same words, or the same line, are the same finding.
    private static bool IsSame(ConfigurationDiagnostic said, ConfigurationDiagnostic own) =>
        own.Severity >= Severity.Warning
        && (said.Message == own.Message
            || (said.Path == own.Path && said.LineNumber is not null && said.LineNumber == own.LineNumber)
            || (said.Path is null && own.Severity == Severity.Error && said.Message.StartsWith("syntax error", StringComparison.Ordinal)));
}
