using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>Times that php-fpm reads otherwise than they look: it cuts one letter off and takes the digits in front (fpm_conf_set_time).</summary>
internal sealed class DurationCheck : IFpmCheck
{
    private const string Forms = "Give whole seconds, or a number with m, h or d.";

    // Longer than that nobody waits: it was meant in milliseconds.
    private const int LongestWait = 86_400;

    private static readonly HashSet<string> Waits = new(StringComparer.Ordinal)
    {
        "process_control_timeout", "request_terminate_timeout", "request_slowlog_timeout",
    };

    /// <inheritdoc/>
    public void Check(FpmCheckContext context)
    {
        foreach (FpmSection section in context.Sections)
        {
            foreach (FpmAssignment assignment in section.Assignments)
            {
                if (assignment is { IsUnknown: false, Directive.Kind: FpmDirectiveKind.Duration })
                {
                    Check(context, section, assignment);
                }
            }
        }
    }

    private static void Check(FpmCheckContext context, FpmSection section, FpmAssignment assignment)
    {
        string text = assignment.Statement.Value;
        string digits = text[^1] is 's' or 'm' or 'h' or 'd' ? text[..^1] : text;
        int seconds = int.Parse(assignment.Value, CultureInfo.InvariantCulture);
        if (digits.Length == 0 || digits.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            context.Findings.Add(
                section, Severity.Warning, "DurationMisread", $"'{text}' is {Say(seconds)} to php-fpm", assignment,
                text.EndsWith("ms", StringComparison.OrdinalIgnoreCase) ? "There are no milliseconds: give whole seconds." : Forms);
        }
        else if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number * Factor(text) != seconds)
        {
            context.Findings.Add(section, Severity.Warning, "DurationTooLarge", $"'{text}' is more than php-fpm can hold: it takes {Say(seconds)}", assignment, Forms);
        }
        else if (Waits.Contains(assignment.Name) && seconds > LongestWait)
        {
            context.Findings.Add(
                section, Severity.Warning, "DurationVeryLong", $"'{text}' is {Say(seconds)}, more than a day", assignment, "A bare number is seconds, not milliseconds.");
        }
    }

    private static long Factor(string text) => text[^1] switch
    {
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => 1,
    };

    private static string Say(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds} {(seconds == 1 ? "second" : "seconds")}");
}
