using System.Buffers.Text;
using System.Runtime.Intrinsics;

namespace Nginx502.Logs;

/// <summary>The head of a line of nginx's error log: time, level, process and connection.</summary>
/// <remarks>Source: nginx src/core/ngx_log.c (ngx_log_error_core).</remarks>
internal static class ErrorLogHead
{
    /// <summary>The bytes of <c>2026/11/23 03:49:06 [</c>, without which no line is nginx's.</summary>
    public const int ShortestHead = TimeLength + 2;

    private const int TimeLength = 19;

    /// <summary>True when a line begins like nginx's: <c>2026/11/23 03:49:06 [</c>.</summary>
    public static bool StartsWithHeader(ReadOnlySpan<byte> line)
    {
        if (line.Length < ShortestHead || !Vector128.IsHardwareAccelerated)
        {
            return line.Length >= ShortestHead && StartsWithTimeSlowly(line) && line[TimeLength] == ' ' && line[TimeLength + 1] == '[';
        }

        Vector128<byte> lowest = Vector128.Create("0000/00/00 00:00"u8);
        Vector128<byte> span = Vector128.Create(9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, (byte)9);
        Vector128<byte> start = Vector128.Create(line);
        return Vector128.LessThanOrEqualAll(start - lowest, span)
            && line[16] == ':' && IsDigit(line[17]) && IsDigit(line[18]) && line[19] == ' ' && line[20] == '[';
    }

    /// <summary>The time that a line begins with, as written; false when it is none of the calendar's.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> line, out DateTime written)
    {
        written = default;
        if (!StartsWithHeader(line))
        {
            return false;
        }

        int year = (Two(line, 0) * 100) + Two(line, 2);
        int month = Two(line, 5);
        int day = Two(line, 8);
        int hour = Two(line, 11);
        int minute = Two(line, 14);
        int second = Two(line, 17);
        // A leap second is written as 60.
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        written = new DateTime(year, month, day, hour, minute, 0).AddTicks(second * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>Finds the head: everything before the message. The message's range reaches to the end of the record.</summary>
    /// <returns>False when the record does not begin like a line of nginx's.</returns>
    public static bool TryParse(ReadOnlySpan<byte> record, out ErrorLogFields fields)
    {
        fields = default;
        if (!StartsWithHeader(record))
        {
            return false;
        }

        int at = TimeLength + 2;
        int bracket = record[at..].IndexOf((byte)']');
        if (bracket < 0)
        {
            return false;
        }

        fields.Level = ReadLevel(record.Slice(at, bracket));
        at += bracket + 1;

        // ' 10579#10579:', then often ' *3'. What the numbers are is read when somebody asks.
        int processEnd = at < record.Length && record[at] == ' ' ? record[(at + 1)..].IndexOf((byte)' ') : -1;
        if (processEnd < 2 || record[at + processEnd] != ':')
        {
            return false;
        }

        fields.ProcessKey = (ushort)(at + 1);
        at += processEnd + 2;
        if (at < record.Length && record[at] == '*')
        {
            int connectionEnd = record[at..].IndexOf((byte)' ');
            at = connectionEnd < 0 ? record.Length : at + connectionEnd + 1;
        }

        fields.Message = ByteRange.Between(at, record.Length);
        return true;
    }

    /// <summary>The worker's process id and the connection's number, or -1, of a line whose head was found.</summary>
    public static void ReadNumbers(ReadOnlySpan<byte> record, in ErrorLogFields fields, out int processId, out long connectionId)
    {
        ReadOnlySpan<byte> head = record[fields.ProcessKey..fields.Message.Start];
        _ = Utf8Parser.TryParse(head, out processId, out _);
        int connection = head.IndexOf((byte)'*');
        if (connection < 0 || !Utf8Parser.TryParse(head[(connection + 1)..], out connectionId, out _))
        {
            connectionId = -1;
        }
    }

    private static NginxLogLevel ReadLevel(ReadOnlySpan<byte> level) => level switch
    {
        _ when level.SequenceEqual("error"u8) => NginxLogLevel.Error,
        _ when level.SequenceEqual("crit"u8) => NginxLogLevel.Crit,
        _ when level.SequenceEqual("warn"u8) => NginxLogLevel.Warn,
        _ when level.SequenceEqual("notice"u8) => NginxLogLevel.Notice,
        _ when level.SequenceEqual("info"u8) => NginxLogLevel.Info,
        _ when level.SequenceEqual("alert"u8) => NginxLogLevel.Alert,
        _ when level.SequenceEqual("emerg"u8) => NginxLogLevel.Emerg,
        _ when level.SequenceEqual("debug"u8) => NginxLogLevel.Debug,
        _ => NginxLogLevel.Unknown,
    };

    private static bool StartsWithTimeSlowly(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> shape = "0000/00/00 00:00:00"u8;
        for (int index = 0; index < shape.Length; index++)
        {
            if (shape[index] == '0' ? !IsDigit(line[index]) : line[index] != shape[index])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    private static int Two(ReadOnlySpan<byte> line, int at) => ((line[at] - '0') * 10) + line[at + 1] - '0';
}
