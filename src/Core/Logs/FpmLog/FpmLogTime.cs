using System.Buffers.Text;

namespace Nginx502.Logs;

/// <summary>
/// The time that a line of php-fpm begins with: <c>[23-Nov-2026 03:55:13] </c>, with <c>.123456</c> at log level debug
/// (zlog_print_time of sapi/fpm/fpm/zlog.c), and with a zone when PHP itself writes (php_log_err of main/main.c).
/// </summary>
internal static class FpmLogTime
{
    // [dd-Mon-yyyy hh:mm:ss
    private const int BareLength = 21;

    /// <summary>Reads the time.</summary>
    /// <param name="line">The line.</param>
    /// <param name="written">The time as written.</param>
    /// <param name="zone">The zone's name, empty when there is none.</param>
    /// <param name="length">What the time takes of the line, with its bracket and the blank behind.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, out DateTime written, out ReadOnlySpan<byte> zone, out int length)
    {
        written = default;
        zone = [];
        length = 0;
        if (line.Length < BareLength + 1 || line[0] != '[' || line[3] != '-' || line[7] != '-' || line[12] != ' ' || line[15] != ':' || line[18] != ':')
        {
            return false;
        }

        int month = MonthOf(line.Slice(4, 3));
        if (month == 0 || !TryTwo(line[1..], out int day) || !TryTwo(line[8..], out int century) || !TryTwo(line[10..], out int year)
            || !TryTwo(line[13..], out int hour) || !TryTwo(line[16..], out int minute) || !TryTwo(line[19..], out int second)
            || !TryMake((century * 100) + year, month, day, hour, minute, second, out written))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[BareLength..];
        if (rest[0] == '.')
        {
            if (!Utf8Parser.TryParse(rest[1..], out int microseconds, out int digits) || digits != 6 || microseconds < 0)
            {
                return false;
            }

            written = written.AddMicroseconds(microseconds);
            rest = rest[(1 + digits)..];
        }

        const int longestZone = 40;
        int end = rest[..Math.Min(rest.Length, longestZone)].IndexOf((byte)']');
        if (end < 0 || (end > 0 && rest[0] != ' '))
        {
            return false;
        }

        zone = end > 0 ? rest[1..end] : [];
        rest = rest[(end + 1)..];
        rest = rest.StartsWith(" "u8) ? rest[1..] : rest;
        length = line.Length - rest.Length;
        return true;
    }

    /// <summary>The number of a month by its English short name; 0 when it is none.</summary>
    public static int MonthOf(ReadOnlySpan<byte> name)
    {
        int index = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(name);
        return index >= 0 && index % 3 == 0 ? (index / 3) + 1 : 0;
    }

    /// <summary>
    /// Makes a time of its parts; false when there is no such time, or none that a log can have: so far from the ends of the
    /// calendar any zone's offset can be added. A leap second counts as the one before.
    /// </summary>
    public static bool TryMake(int year, int month, int day, int hour, int minute, int second, out DateTime time)
    {
        bool isTime = year is >= 1970 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 60;
        time = isTime ? new DateTime(year, month, day, hour, minute, Math.Min(second, 59)) : default;
        return isTime;
    }

    /// <summary>Two decimal digits.</summary>
    public static bool TryTwo(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        if (text.Length < 2 || !char.IsAsciiDigit((char)text[0]) || !char.IsAsciiDigit((char)text[1]))
        {
            return false;
        }

        number = ((text[0] - '0') * 10) + text[1] - '0';
        return true;
    }
}
