using System.Buffers.Text;

namespace Nginx502.Logs;

/// <summary>
/// The time in what a line is wrapped in: the only one of records without a time of their own (php-fpm leaves it to syslog,
/// and workers write none), and what tells the zone of those that have one.
/// </summary>
internal static class FrameTime
{
    private const int LongestFrame = 512;

    /// <summary>Reads it.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="content">What was wrapped: a part of the line, or a copy whose escapes were undone.</param>
    /// <param name="clock">How times without a zone are read.</param>
    /// <param name="localTime">The time.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, ReadOnlySpan<byte> content, LogClock clock, out DateTime localTime)
    {
        bool isPart = line.Overlaps(content, out int offset);
        if (!isPart || line.StartsWith("{"u8))
        {
            return TryReadJson(line, out localTime);
        }

        return TryReadPrefix(line[..Math.Min(offset, LongestFrame)], clock, out localTime);
    }

    /// <summary>Reads it when it has a zone and is the time at which a runtime, the journal or syslog took the line.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="content">What was wrapped: a part of the line, or a copy whose escapes were undone.</param>
    /// <param name="localTime">The time.</param>
    public static bool TryReadStamp(ReadOnlySpan<byte> line, ReadOnlySpan<byte> content, out DateTime localTime)
    {
        bool isPart = line.Overlaps(content, out int offset);
        ReadOnlySpan<byte> prefix = line[..Math.Min(isPart ? offset : line.Length, LongestFrame)];
        int json = prefix.IndexOf((byte)'{');
        if (TryReadPrefix(json < 0 ? prefix : prefix[..json], clock: null, out localTime))
        {
            return true;
        }

        // What shippers write under other keys may be the time at which they came to send it.
        return json >= 0 && (TryReadJournalJson(line, out localTime) || TryReadRfc3339(After(line, "\"time\":\""u8), out localTime));
    }

    private static bool TryReadJson(ReadOnlySpan<byte> line, out DateTime localTime)
    {
        if (TryReadJournalJson(line, out localTime))
        {
            return true;
        }

        ReadOnlySpan<byte> time = After(line, "\"time\":\""u8);
        time = time.IsEmpty ? After(line, "\"@timestamp\":\""u8) : time;
        time = time.IsEmpty ? After(line, "\"timestamp\":\""u8) : time;
        return TryReadRfc3339(time, out localTime);
    }

    private static bool TryReadJournalJson(ReadOnlySpan<byte> line, out DateTime localTime)
    {
        localTime = default;
        return Utf8Parser.TryParse(After(line, "\"__REALTIME_TIMESTAMP\":\""u8), out long microseconds, out _)
            && TryReadEpoch(microseconds, out localTime);
    }

    // Without a clock only times that have a zone count.
    private static bool TryReadPrefix(ReadOnlySpan<byte> prefix, LogClock? clock, out DateTime localTime)
    {
        for (int at = 0; at < prefix.Length; at++)
        {
            ReadOnlySpan<byte> text = prefix[at..];
            if (TryReadRfc3339(text, out localTime)
                || (clock is not null && FramingTime.Rfc3164(text) > 0 && TryReadRfc3164(text, clock, out localTime))
                || (FramingTime.JournalFull(text) is int full and > 0 && TryReadJournalFull(text[..full], clock, out localTime)))
            {
                return true;
            }

            if (at == 0 && FramingTime.JournalUnix(text) > 0
                && Utf8Parser.TryParse(text, out long seconds, out _) && Utf8Parser.TryParse(text[11..], out long fraction, out _))
            {
                return TryReadEpoch((seconds * 1_000_000) + fraction, out localTime);
            }
        }

        localTime = default;
        return false;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key)
    {
        // The last: a message may imitate the key, but its quotes are escaped then.
        int at = line.LastIndexOf(key);
        return at < 0 ? [] : line[(at + key.Length)..];
    }

    private static bool TryReadEpoch(long microseconds, out DateTime localTime)
    {
        const long lastMicrosecond = 253_402_300_799L * 1_000_000;
        bool isTime = microseconds is >= 0 and <= lastMicrosecond;
        localTime = isTime ? DateTime.UnixEpoch.AddMicroseconds(microseconds).ToLocalTime() : default;
        return isTime;
    }

    private static bool TryReadRfc3339(ReadOnlySpan<byte> text, out DateTime localTime)
    {
        localTime = default;
        int length = FramingTime.Rfc3339(text);
        if (length == 0 || !TryReadDate(text, out DateTime written))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = text[19..length];
        TimeSpan fraction = TimeSpan.Zero;
        if (rest[0] == '.')
        {
            int digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            long ticks = 0;
            for (int index = 0; index < 7; index++)
            {
                ticks = (ticks * 10) + (index < digits ? rest[1 + index] - '0' : 0);
            }

            fraction = TimeSpan.FromTicks(ticks);
            rest = rest[(1 + digits)..];
        }

        TimeSpan offset = TimeSpan.Zero;
        if (rest[0] != 'Z')
        {
            FpmLogTime.TryTwo(rest[1..], out int hours);
            FpmLogTime.TryTwo(rest.Length > 3 ? rest[^2..] : [], out int minutes);
            offset = new TimeSpan(hours, minutes, 0) * (rest[0] == '-' ? -1 : 1);
        }

        DateTime utc = DateTime.SpecifyKind(written + fraction, DateTimeKind.Utc);
        localTime = (utc - offset).ToLocalTime();
        return true;
    }

    // Without a year: the latest such day that is not to come.
    private static bool TryReadRfc3164(ReadOnlySpan<byte> text, LogClock clock, out DateTime localTime)
    {
        localTime = default;
        int month = FpmLogTime.MonthOf(text[..3]);
        int tens = text[4] == ' ' ? 0 : text[4] - '0';
        int day = (tens * 10) + text[5] - '0';
        if (!FpmLogTime.TryTwo(text[7..], out int hour) || !FpmLogTime.TryTwo(text[10..], out int minute) || !FpmLogTime.TryTwo(text[13..], out int second))
        {
            return false;
        }

        DateTime tomorrow = DateTime.Now.AddDays(1);
        for (int year = tomorrow.Year; year > tomorrow.Year - 8; year--)
        {
            if (FpmLogTime.TryMake(year, month, day, hour, minute, second, out DateTime written) && written <= tomorrow)
            {
                localTime = clock.ToLocal(written);
                return true;
            }
        }

        return false;
    }

    // Mon 2026-11-23 03:49:06 UTC
    private static bool TryReadJournalFull(ReadOnlySpan<byte> text, LogClock? clock, out DateTime localTime)
    {
        localTime = default;
        if (!TryReadDate(text[4..], out DateTime written))
        {
            return false;
        }

        if (text.EndsWith(" UTC"u8))
        {
            localTime = DateTime.SpecifyKind(written, DateTimeKind.Utc).ToLocalTime();
            return true;
        }

        localTime = clock?.ToLocal(written) ?? default;
        return clock is not null;
    }

    private static bool TryReadDate(ReadOnlySpan<byte> text, out DateTime written)
    {
        written = default;
        return FpmLogTime.TryTwo(text, out int century) && FpmLogTime.TryTwo(text[2..], out int year)
            && FpmLogTime.TryTwo(text[5..], out int month) && FpmLogTime.TryTwo(text[8..], out int day)
            && FpmLogTime.TryTwo(text[11..], out int hour) && FpmLogTime.TryTwo(text[14..], out int minute) && FpmLogTime.TryTwo(text[17..], out int second)
            && FpmLogTime.TryMake((century * 100) + year, month, day, hour, minute, second, out written);
    }
}
