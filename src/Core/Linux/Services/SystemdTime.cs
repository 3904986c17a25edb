using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Durations and moments as systemctl prints them (man 7 systemd.time).</summary>
internal static class SystemdTime
{
    private const long MicrosecondsPerSecond = 1_000_000;

    // What systemctl prints; a year and a month are those of systemd.
    private static readonly (string Suffix, double Seconds)[] Units =
    [
        ("month", 2_629_800), ("min", 60), ("us", 0.000_001), ("ms", 0.001), ("y", 31_557_600), ("w", 604_800), ("d", 86_400), ("h", 3_600), ("s", 1),
    ];

    /// <summary>A duration: <c>1min 30s</c>, <c>100ms</c>, <c>0</c>; null for <c>infinity</c> and for what is none.</summary>
    public static TimeSpan? ParseDuration(string? text)
    {
        double seconds = 0;
        string[] words = (text ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in words)
        {
            (string suffix, double unit) = Array.Find(Units, unit => word.EndsWith(unit.Suffix, StringComparison.Ordinal));
            string number = suffix is null ? word : word[..^suffix.Length];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount) || (suffix is null && amount != 0))
            {
                return null;
            }

            seconds += amount * unit;
        }

        return words.Length > 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>A moment that is counted in microseconds since boot, Kind Local; null for 0, which is never.</summary>
    /// <param name="text">The number.</param>
    /// <param name="now">The time now.</param>
    /// <param name="uptime">The time since boot now, by the same clock (CLOCK_MONOTONIC).</param>
    public static DateTime? ParseMoment(string? text, DateTime now, TimeSpan uptime) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds is > 0 and < long.MaxValue / 10
            ? now - uptime + TimeSpan.FromSeconds((double)microseconds / MicrosecondsPerSecond)
            : null;
}
