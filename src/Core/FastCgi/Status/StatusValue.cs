using System.Globalization;

namespace Nginx502.FastCgi;

/// <summary>
/// Reads values of the status page. php-fpm prints differences of times as unsigned numbers: one that should be negative comes
/// out near the end of the range. Such a value means nothing, and is null here, as is one that is missing.
/// </summary>
internal static class StatusValue
{
    // No request runs that long, and no php-fpm.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(100 * 365);

    private static readonly string[] TimeFormats = ["d/MMM/yyyy:HH:mm:ss zzz"];

    /// <summary>A text; null for the dash that stands for none.</summary>
    public static string? Text(string? value) => string.IsNullOrEmpty(value) || value == "-" ? null : value;

    /// <summary>A number that counts something.</summary>
    public static long? Count(string? value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    /// <summary>A number that counts something of which there are not many.</summary>
    public static int? SmallCount(string? value) => Count(value) is { } count and <= int.MaxValue ? (int)count : null;

    /// <summary>A duration in seconds.</summary>
    public static TimeSpan? Seconds(string? value) => Count(value) is { } seconds && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>A duration in microseconds.</summary>
    public static TimeSpan? Microseconds(string? value) =>
        Count(value) is { } microseconds && microseconds <= Longest.TotalMicroseconds ? TimeSpan.FromMicroseconds(microseconds) : null;

    /// <summary>A percentage; with a comma where the script's locale writes one.</summary>
    public static double? Percent(string? value) =>
        double.TryParse(value?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && double.IsFinite(percent) ? percent : null;

    /// <summary>A time: seconds since 1970, or <c>25/Nov/2026:14:11:41 +0000</c>.</summary>
    public static DateTime? Time(string? value)
    {
        const long lastSecond = 253_402_300_799 - 86_400;
        if (Count(value) is { } seconds)
        {
            return seconds is > 0 and <= lastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds).LocalDateTime : null;
        }

        return DateTimeOffset.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time.LocalDateTime : null;
    }
}
