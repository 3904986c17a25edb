using System.Globalization;

namespace Nginx502;

/// <summary>
/// Moments as people say them and as logs write them: clock text, which is the latest such time; a date with or without
/// a time; a short span, which is that long ago. Clock text is never a span.
/// </summary>
public static class MomentText
{
    /// <summary>The forms that <see cref="TryParse"/> takes, for messages.</summary>
    public const string AcceptedForms =
        "a time of day (02:00, the latest such time), a date (2026-11-23, 2026-11-23 03:00, or as a log writes it), or how long ago (30s, 15m, 2h, 1h30m)";

    private const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces;

    private static readonly string[] ClockFormats = ["H:mm", "H:mm:ss"];

    // Local unless they say otherwise. ISO 8601 first, then as nginx (src/core/ngx_times.c) and php-fpm
    // (main/main.c, %d-%b-%Y %H:%M:%S) write a time, so that one can be copied out of a log.
    private static readonly string[] DateFormats =
    [
        "yyyy-M-d", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "yyyy-M-d H:mm:ss.FFFFFFF",
        "yyyy-M-d'T'H:mm", "yyyy-M-d'T'H:mm:ss", "yyyy-M-d'T'H:mm:ss.FFFFFFF",
        "yyyy/M/d", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss",
        "d-MMM-yyyy", "d-MMM-yyyy H:mm", "d-MMM-yyyy H:mm:ss", "d-MMM-yyyy H:mm:ss.FFFFFFF",
        "d/MMM/yyyy", "d/MMM/yyyy:H:mm", "d/MMM/yyyy:H:mm:ss",
    ];

    private static readonly string[] ZonedFormats =
    [
        "yyyy-M-d'T'H:mmzzz", "yyyy-M-d'T'H:mm:sszzz", "yyyy-M-d'T'H:mm:ss.FFFFFFFzzz",
        "yyyy-M-d'T'H:mm'Z'", "yyyy-M-d'T'H:mm:ss'Z'", "yyyy-M-d'T'H:mm:ss.FFFFFFF'Z'",
        "yyyy-M-d H:mm:sszzz", "yyyy-M-d H:mm:ss zzz", "d/MMM/yyyy:H:mm:ss zzz",
    ];

    /// <summary>Reads a moment as local time; false when the text names none (a bare number names none: hour, second or year?).</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">The time now, local.</param>
    /// <param name="moment">The moment, Kind Local.</param>
    public static bool TryParse(string? text, DateTime now, out DateTime moment)
    {
        moment = default;
        string trimmed = (text ?? string.Empty).Trim();
        if (DateTime.TryParseExact(trimmed, ClockFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime clock))
        {
            DateTime today = now.Date + clock.TimeOfDay;
            moment = DateTime.SpecifyKind(today <= now ? today : today.AddDays(-1), DateTimeKind.Local);
            return true;
        }

        if (DateTimeOffset.TryParseExact(trimmed, ZonedFormats, CultureInfo.InvariantCulture, Styles | DateTimeStyles.AssumeUniversal, out DateTimeOffset zoned))
        {
            moment = zoned.LocalDateTime;
            return true;
        }

        if (DateTime.TryParseExact(trimmed, DateFormats, CultureInfo.InvariantCulture, Styles, out DateTime date))
        {
            moment = DateTime.SpecifyKind(date, DateTimeKind.Local);
            return true;
        }

        return HasUnit(trimmed) && DurationText.TryParse(trimmed, out TimeSpan ago) && TryGoBack(ago, now, out moment);
    }

    /// <summary>That long before now, as local time; false before the year 1 or when the span is negative.</summary>
    public static bool TryGoBack(TimeSpan ago, DateTime now, out DateTime moment)
    {
        moment = default;
        if (ago < TimeSpan.Zero || ago > now - DateTime.MinValue)
        {
            return false;
        }

        // Elapsed time, not wall clock: an hour ago is an hour ago on the night of a clock change too.
        moment = (now.ToUniversalTime() - ago).ToLocalTime();
        return true;
    }

    private static bool HasUnit(string text) => text.Length > 0 && char.IsAsciiLetter(text[^1]);
}
