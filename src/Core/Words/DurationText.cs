using System.Globalization;

namespace Nginx502;

/// <summary>
/// Durations as people, nginx and php-fpm write them: a bare number is seconds; <c>500ms</c>, <c>30s</c>, <c>15m</c>,
/// <c>2h</c>, <c>3d</c>, <c>1w</c> and combinations such as <c>1h30m</c>.
/// </summary>
public static class DurationText
{
    /// <summary>The forms that <see cref="TryParse"/> takes, for messages.</summary>
    public const string AcceptedForms = "seconds (30), or 500ms, 30s, 15m, 2h, 3d, 1w, or a combination (1h30m)";

    /// <summary>Reads a duration; false when the text is none, is negative or is too long for a <see cref="TimeSpan"/>.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        double totalSeconds = 0;
        bool bareNumber = double.TryParse(rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        if (bareNumber)
        {
            return TryFromSeconds(seconds, out duration);
        }

        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return false;
            }

            rest = rest[digits..];
            int unitLength = rest.IndexOfAny("0123456789.");
            ReadOnlySpan<char> unit = unitLength < 0 ? rest : rest[..unitLength];
            double unitSeconds = unit switch
            {
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86_400,
                "w" => 604_800,
                _ => 0,
            };
            if (unitSeconds == 0)
            {
                return false;
            }

            totalSeconds += number * unitSeconds;
            rest = rest[unit.Length..];
        }

        return TryFromSeconds(totalSeconds, out duration);
    }

    /// <summary>Seconds as a duration; false when negative, not a number or too long.</summary>
    public static bool TryFromSeconds(double seconds, out TimeSpan duration)
    {
        if (!(seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds))
        {
            duration = default;
            return false;
        }

        duration = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>A limit of time as a sentence says it: <c>30 s</c>, <c>1.5 s</c>, and below a second <c>250 ms</c>.</summary>
    public static string Limit(TimeSpan limit) => string.Create(
        CultureInfo.InvariantCulture, $"{(limit.TotalSeconds < 1 ? limit.TotalMilliseconds : limit.TotalSeconds):0.#} {(limit.TotalSeconds < 1 ? "ms" : "s")}");
}
