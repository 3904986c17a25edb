namespace Nginx502.Fpm;

/// <summary>Lines without effect since another one sets the same: of directives the last one counts, of those with keys the first one.</summary>
internal sealed class DuplicateCheck : IFpmCheck
{
    // Each line of these has its effect (php-src: sapi/fpm/fpm/fpm_php.c, fpm_php_apply_defines_ex).
    private static readonly HashSet<string> Adding = new(StringComparer.Ordinal) { "extension", "disable_functions", "disable_classes" };

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection section in context.Sections)
        {
            var counting = new Dictionary<string, FpmAssignment>(StringComparer.Ordinal);
            foreach (FpmAssignment assignment in section.Assignments.Where(assignment => !IsAdding(assignment)))
            {
                if (assignment.Key is null || !counting.ContainsKey(assignment.SettingName))
                {
                    counting[assignment.SettingName] = assignment;
                }
            }

            foreach (FpmAssignment assignment in section.Assignments)
            {
                if (counting.TryGetValue(assignment.SettingName, out FpmAssignment? live) && live != assignment)
                {
                    Say(context, section, assignment, live);
                }
            }
        }
    }

    private static bool IsAdding(FpmAssignment assignment) => assignment.Key is { } key && (key.Length == 0 || (assignment.Name != "env" && Adding.Contains(key)));

    private static void Say(FpmCheckContext context, FpmSection section, FpmAssignment dead, FpmAssignment live)
    {
        // A file that is read later overrides on purpose.
        bool isSame = dead.Value == live.Value;
        bool isMeant = isSame || (dead.Key is null && dead.File != live.File);
        string place = dead.File == live.File ? $"line {live.Line.Number}" : ConfigurationPlace.Format(live.File.Path, live.Line.Number);
        context.Findings.Add(
            section, isMeant ? Severity.Note : Severity.Warning, "LineWithoutEffect",
            $"{dead.SettingName} is without effect here: {RawText.Encode(place)} sets it {(isSame ? "to the same" : "too, and counts")}",
            dead,
            dead.Key is null ? "Of several lines the last one counts: take the other ones out." : "Of several lines with the same key the first one counts: take the other ones out.");
    }
}
