using System.Buffers.Text;

namespace Nginx502.Logs;

/// <summary>
/// The times of an access log: <c>$time_local</c>, <c>$time_iso8601</c> and <c>$msec</c> (nginx: src/core/ngx_times.c), and
/// its durations. Each time says its zone, so nothing is assumed.
/// </summary>
internal static class AccessLogTime
{
    /// <summary>The bytes of <c>28/Sep/1970:12:00:00 +0600</c>.</summary>
    public const int LocalLength = 26;

    /// <summary>The bytes of <c>1970-09-28T12:00:00+06:00</c>.</summary>
    public const int IsoLength = 25;

    // The last second that fits a DateTime.
    private const long MaxUnixTicks = 3_155_378_975_999_999_999 - 621_355_968_000_000_000;

    /// <summary>Reads <c>$time_local</c>.</summary>
    public static bool TryParseLocal(ReadOnlySpan<byte> text, out DateTime utc)
    {
        utc = default;
        return text.Length == LocalLength && text[2] == '/' && text[6] == '/' && text[11] == ':' && text[20] == ' '
            && TryNumber(text[..2], out int day)
            && Month(text.Slice(3, 3)) is int month and > 0
            && TryNumber(text.Slice(7, 4), out int year)
            && TryNumber(text.Slice(22, 2), out int zoneHours)
            && TryNumber(text.Slice(24, 2), out int zoneMinutes)
            && TryMake(year, month, day, text.Slice(12, 8), text[21], zoneHours, zoneMinutes, out utc);
    }

    /// <summary>Reads <c>$time_iso8601</c>.</summary>
    public static bool TryParseIso(ReadOnlySpan<byte> text, out DateTime utc)
    {
        utc = default;
        return text.Length == IsoLength && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[22] == ':'
            && TryNumber(text[..4], out int year)
            && TryNumber(text.Slice(5, 2), out int month)
            && TryNumber(text.Slice(8, 2), out int day)
            && TryNumber(text.Slice(20, 2), out int zoneHours)
            && TryNumber(text.Slice(23, 2), out int zoneMinutes)
            && TryMake(year, month, day, text.Slice(11, 8), text[19], zoneHours, zoneMinutes, out utc);
    }

    /// <summary>Reads <c>$msec</c>: seconds since 1970 with milliseconds.</summary>
    public static bool TryParseUnix(ReadOnlySpan<byte> text, out DateTime utc)
    {
        bool isTime = TryParseTicks(text, out long ticks) && ticks <= MaxUnixTicks;
        utc = isTime ? DateTime.UnixEpoch.AddTicks(ticks) : default;
        return isTime;
    }

    /// <summary>Reads seconds with a fraction of up to seven digits as ticks; false for anything else.</summary>
    public static bool TryParseTicks(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        int dot = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = dot < 0 ? text : text[..dot];
        ReadOnlySpan<byte> fraction = dot < 0 ? [] : text[(dot + 1)..];
        const int maxWholeDigits = 11;
        const int maxFractionDigits = 7;
        if (whole.Length is 0 or > maxWholeDigits || fraction.Length > maxFractionDigits || (dot >= 0 && fraction.IsEmpty)
            || !TryLong(whole, out long seconds) || !TryLong(fraction, out long parts))
        {
            return false;
        }

        for (int digits = fraction.Length; digits < maxFractionDigits; digits++)
        {
            parts *= 10;
        }

        ticks = (seconds * TimeSpan.TicksPerSecond) + parts;
        return true;
    }

    private static bool TryMake(
        int year, int month, int day, ReadOnlySpan<byte> clock, byte sign, int zoneHours, int zoneMinutes, out DateTime utc)
    {
        utc = default;
        if (clock[2] != ':' || clock[5] != ':'
            || !TryNumber(clock[..2], out int hour) || !TryNumber(clock.Slice(3, 2), out int minute) || !TryNumber(clock[6..], out int second)
            || hour > 23 || minute > 59 || second > 60
            || year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || sign is not ((byte)'+' or (byte)'-') || zoneHours > 23 || zoneMinutes > 59)
        {
            return false;
        }

        long zone = ((zoneHours * 60) + zoneMinutes) * TimeSpan.TicksPerMinute * (sign == '-' ? 1 : -1);
        long ticks = new DateTime(year, month, day, hour, minute, 0).Ticks + (second * TimeSpan.TicksPerSecond) + zone;
        if (ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }

    private static bool TryLong(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        return text.IsEmpty || (text[0] is not ((byte)'+' or (byte)'-') && Utf8Parser.TryParse(text, out number, out int used) && used == text.Length);
    }

    private static int Month(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> names = "JanFebMarAprMayJunJulAugSepOctNovDec"u8;
        int at = names.IndexOf(name);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : 0;
    }
}
