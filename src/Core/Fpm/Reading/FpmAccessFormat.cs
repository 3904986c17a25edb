namespace Nginx502.Fpm;

/// <summary>Checks a format of access logs as php-fpm tries it out (php-src: sapi/fpm/fpm/fpm_log.c, fpm_log_write with a format).</summary>
internal static class FpmAccessFormat
{
    // The buffer of a modifier, without its NUL.
    private const int MaxModifier = 128;

    private static readonly string[] CpuModifiers = ["total", "user", "system"];
    private static readonly string[] DurationModifiers = ["seconds", "milliseconds", "milli", "miliseconds", "mili", "microseconds", "micro"];
    private static readonly string[] MemoryModifiers = ["bytes", "kilobytes", "kilo", "megabytes", "mega"];

    /// <summary>What php-fpm says against a format, a raw text; null when it takes it.</summary>
    public static string? Problem(string format)
    {
        string modifier = string.Empty;
        bool isToken = false;
        for (int at = 0; at < format.Length; at++)
        {
            char letter = format[at];
            if (!isToken)
            {
                isToken = letter == '%';
                modifier = isToken ? string.Empty : modifier;
                continue;
            }

            isToken = false;
            if (letter == '{')
            {
                int close = format.IndexOf('}', at + 1);
                if (close < 0 || close == format.Length - 1)
                {
                    return "missing closing embrace in the access.format";
                }

                // Of several modifiers the last one counts, and an empty one is none; the text between is not looked at.
                modifier = format[(at + 1)..close];
                modifier = modifier.Length > MaxModifier ? modifier[..MaxModifier] : modifier;
                at = close;
                isToken = true;
                continue;
            }

            if (ProblemOf(letter, ref modifier) is { } problem)
            {
                return problem;
            }

            if (letter != '}' && modifier.Length > 0)
            {
                return $"embrace is not allowed for modifier %{letter}";
            }
        }

        return null;
    }

    // Tokens that take a modifier use it up.
    private static string? ProblemOf(char letter, ref string modifier)
    {
        string given = modifier;
        (bool takes, string? problem) = letter switch
        {
            'C' => (true, IsOneOf(given, CpuModifiers) ? null : $"only 'total', 'user' or 'system' are allowed as a modifier for %C ('{given}')"),
            'd' => (true, IsOneOf(given, DurationModifiers) ? null : $"only 'seconds', 'milli', 'milliseconds', 'micro' or 'microseconds' are allowed as a modifier for %d ('{given}')"),
            'M' => (true, IsOneOf(given, MemoryModifiers) ? null : $"only 'bytes', 'kilo', 'kilobytes', 'mega' or 'megabytes' are allowed as a modifier for %M ('{given}')"),
            'e' => (true, given.Length > 0 ? null : "the name of the environment variable must be set between embraces for %e"),
            'o' => (true, given.Length > 0 ? null : "the name of the header must be set between embraces for %o"),
            't' or 'T' => (true, null),
            '%' or 'f' or 'l' or 'm' or 'n' or 'p' or 'P' or 'q' or 'Q' or 'r' or 'R' or 's' or 'u' => (false, null),
            _ => (false, $"Invalid token in the access.format (%{letter})"),
        };
        modifier = takes ? string.Empty : modifier;
        return problem;
    }

    private static bool IsOneOf(string modifier, string[] known) =>
        modifier.Length == 0 || known.Any(name => RawText.EqualsIgnoringCase(name, modifier));
}
