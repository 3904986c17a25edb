using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>What php-fpm makes of the value of a directive: the text that it prints, or its words of refusal (php-src: sapi/fpm/fpm/fpm_conf.c).</summary>
internal static class FpmValueReader
{
    /// <summary>What it says to a number that is none.</summary>
    public const string NoNumber = "is not a valid number (greater or equal than zero)";

    private const int SecondsOfMinute = 60;
    private const int SecondsOfHour = 3600;
    private const int SecondsOfDay = 86_400;

    private static readonly string[] Levels = ["debug", "notice", "warning", "error", "alert"];

    // The order of syslog.h; php-fpm prints the numbers, which are eight times the place.
    private static readonly string[] Facilities =
    [
        "KERN", "USER", "MAIL", "DAEMON", "AUTH", "SYSLOG", "LPR", "NEWS", "UUCP", "CRON", "AUTHPRIV", "FTP",
        "", "", "", "", "LOCAL0", "LOCAL1", "LOCAL2", "LOCAL3", "LOCAL4", "LOCAL5", "LOCAL6", "LOCAL7",
    ];

    /// <summary>Reads a value.</summary>
    /// <param name="kind">What the directive takes.</param>
    /// <param name="text">The value, a raw text.</param>
    /// <param name="value">The value as the dump has it, without the <c>s</c> that it puts behind some times; null when it was refused.</param>
    /// <param name="problem">Why it was refused, in php-fpm's words; null when it was not.</param>
    public static void Read(FpmDirectiveKind kind, string text, out string? value, out string? problem)
    {
        problem = null;
        value = kind switch
        {
            FpmDirectiveKind.Integer => Integer(text, ref problem)?.ToString(CultureInfo.InvariantCulture),
            FpmDirectiveKind.Duration => Seconds(text, ref problem)?.ToString(CultureInfo.InvariantCulture),
            FpmDirectiveKind.Boolean => Boolean(text, ref problem) is { } flag ? (flag ? "yes" : "no") : null,
            FpmDirectiveKind.LogLevel => LogLevel(text, ref problem),
            FpmDirectiveKind.SyslogFacility => Facility(text, ref problem)?.ToString(CultureInfo.InvariantCulture),
            FpmDirectiveKind.CoreLimit => CoreLimit(text, ref problem)?.ToString(CultureInfo.InvariantCulture),
            FpmDirectiveKind.ProcessManager => Manager(text, ref problem),
            _ => text,
        };
    }

    /// <summary>Reads yes and no as fpm_conf_set_boolean does. Unquoted words were replaced before, in any case of letters; others count as they are.</summary>
    public static bool? Boolean(string text, ref string? problem)
    {
        bool? value = text switch
        {
            "1" or "yes" or "true" or "on" => true,
            "" or "0" or "no" or "none" or "false" or "off" => false,
            _ => null,
        };
        problem = value is null ? "invalid boolean value" : problem;
        return value;
    }

    private static int? Integer(string text, ref string? problem)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (!char.IsAsciiDigit(text[index]) && !(index == 0 && text[0] == '-'))
            {
                problem = NoNumber;
                return null;
            }
        }

        return CNumber.Atoi(text);
    }

    // One letter is cut off; what atoi makes of the rest is not looked at.
    private static int? Seconds(string text, ref string? problem)
    {
        if (text.Length == 0)
        {
            problem = "invalid time value";
            return null;
        }

        int factor = text[^1] switch
        {
            'm' => SecondsOfMinute,
            'h' => SecondsOfHour,
            'd' => SecondsOfDay,
            's' => 1,
            _ => 0,
        };
        if (factor == 0 && !char.IsAsciiDigit(text[^1]))
        {
            problem = "unknown suffix used in time value";
            return null;
        }

        return factor == 0 ? CNumber.Atoi(text) : unchecked(factor * CNumber.Atoi(text.AsSpan(0, text.Length - 1)));
    }

    private static string? LogLevel(string text, ref string? problem)
    {
        string? level = RawText.EqualsIgnoringCase(text, "warn") ? "warning" : Levels.FirstOrDefault(level => RawText.EqualsIgnoringCase(level, text));
        problem = level is null ? "invalid value for 'log_level'" : problem;
        return level?.ToUpperInvariant();
    }

    private static int? Facility(string text, ref string? problem)
    {
        const int step = 8;
        int place = text.Length == 0 ? -1 : Array.FindIndex(Facilities, facility => RawText.EqualsIgnoringCase(facility, text));
        problem = place < 0 ? "invalid value" : problem;
        return place < 0 ? null : place * step;
    }

    private static int? CoreLimit(string text, ref string? problem)
    {
        if (RawText.EqualsIgnoringCase(text, "unlimited"))
        {
            return -1;
        }

        int? bytes = Integer(text, ref problem);
        if (bytes < 0)
        {
            problem = "must be greater than zero or 'unlimited'";
            return null;
        }

        return bytes;
    }

    private static string? Manager(string text, ref string? problem)
    {
        string? manager = ((string[])["static", "dynamic", "ondemand"]).FirstOrDefault(manager => RawText.EqualsIgnoringCase(manager, text));
        problem = manager is null ? "invalid process manager (static, dynamic or ondemand)" : problem;
        return manager;
    }
}
