namespace Nginx502.Fpm;

/// <summary>Says how a value that php-fpm refuses is written.</summary>
internal static class FpmValueAdvice
{
    /// <summary>Advice for a refused value.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="value">The value, a raw text.</param>
    public static string? For(FpmDirective directive, string value) => value.Contains('#', StringComparison.Ordinal) ? "A comment begins with ; here: # is none to php-fpm." : directive.Kind switch
    {
        FpmDirectiveKind.Integer => ForInteger(value),
        FpmDirectiveKind.Duration => ForDuration(value),
        FpmDirectiveKind.Boolean => "Give yes or no. In quotes only small letters count.",
        FpmDirectiveKind.LogLevel => "Give alert, error, warning, notice or debug.",
        FpmDirectiveKind.SyslogFacility => "Give a facility of syslog: DAEMON, USER, LOCAL0 to LOCAL7 and the like.",
        FpmDirectiveKind.CoreLimit => "Give a number of bytes in digits, or unlimited.",
        FpmDirectiveKind.ProcessManager => "Give static, dynamic or ondemand.",
        _ => null,
    };

    private static string ForInteger(string value)
    {
        bool isGrouped = value.Length > 1 && char.IsAsciiDigit(value[0]) && value.All(letter => char.IsAsciiDigit(letter) || letter is ',' or '.' or '\'' or '_' or ' ');
        string digits = string.Concat(value.Where(char.IsAsciiDigit));
        return isGrouped ? $"Digits alone are taken, without separators of thousands or decimals: {digits} perhaps." : "Digits alone are taken, without a unit.";
    }

    private static string ForDuration(string value)
    {
        int unit = value.AsSpan().IndexOfAnyExceptInRange('0', '9');
        string? digits = unit > 0 ? value[..unit] : null;
        return digits is null || unit < 0
            ? "Give whole seconds, or a number with m, h or d."
            : char.ToLowerInvariant(value[unit..].TrimStart() is { Length: > 0 } rest ? rest[0] : 's') switch
            {
                'm' => $"Give {digits}m for minutes; one small letter is taken.",
                'h' => $"Give {digits}h for hours; one small letter is taken.",
                'd' => $"Give {digits}d for days; one small letter is taken.",
                _ => $"Give {digits}s for seconds, or m, h or d; one small letter is taken.",
            };
    }
}
