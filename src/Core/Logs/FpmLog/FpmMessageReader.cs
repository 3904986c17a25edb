using System.Buffers.Text;

namespace Nginx502.Logs;

/// <summary>Reads what stands behind the head of a line: pool, event and values. Allocates nothing.</summary>
internal static class FpmMessageReader
{
    // More than any message has placeholders.
    private const int CaptureCount = 8;

    private static ReadOnlySpan<byte> PoolStart => "[pool "u8;

    /// <summary>Reads a message of php-fpm.</summary>
    /// <param name="content">The line.</param>
    /// <param name="start">Where its level ends.</param>
    /// <param name="fields">Receives what is found.</param>
    public static void ReadMessage(ReadOnlySpan<byte> content, int start, ref FpmLogFields fields)
    {
        start = ReadPool(content, start, ref fields);
        fields.Message = start..content.Length;
        ReadEvent(content, start, content.Length, ref fields);
        if (fields.Event == FpmLogEvent.WorkerOutput)
        {
            ReadOutput(content, ref fields);
        }
        else if (fields.Event != FpmLogEvent.PhpMessage)
        {
            ReadErrorNumber(content, fields.Message, ref fields);
        }
    }

    /// <summary>Reads a message of PHP.</summary>
    public static void ReadPhp(ReadOnlySpan<byte> content, int start, ref FpmLogFields fields)
    {
        fields.Event = FpmLogEvent.PhpMessage;
        fields.Message = start..content.Length;
        fields.Output = fields.Message;
    }

    /// <summary>Reads the first line of a record of the slow log.</summary>
    public static void ReadSlowLog(ReadOnlySpan<byte> content, int start, ref FpmLogFields fields)
    {
        fields.Event = FpmLogEvent.SlowRequest;
        start = ReadPool(content, start, ref fields);
        ReadOnlySpan<byte> rest = content[start..];
        if (rest.StartsWith("pid "u8))
        {
            fields.ProcessId = NumberIn(rest["pid ".Length..]);
        }
    }

    private static int ReadPool(ReadOnlySpan<byte> content, int start, ref FpmLogFields fields)
    {
        ReadOnlySpan<byte> rest = content[start..];
        if (!rest.StartsWith(PoolStart))
        {
            return start;
        }

        int end = rest.IndexOf("] "u8);
        if (end < 0)
        {
            return start;
        }

        fields.Pool = (start + PoolStart.Length)..(start + end);
        return start + end + "] ".Length;
    }

    private static void ReadEvent(ReadOnlySpan<byte> content, int start, int end, ref FpmLogFields fields)
    {
        Span<Range> captures = stackalloc Range[CaptureCount];
        ReadOnlySpan<byte> message = content[start..end];
        if (FpmMessageCatalogue.Instance.TryMatch(message, captures, out FpmMessage? known))
        {
            fields.Event = known.Event;
            for (int index = 0; index < known.Values.Length; index++)
            {
                (int from, int length) = captures[index].GetOffsetAndLength(message.Length);
                SetValue(known.Values[index], content, (start + from)..(start + from + length), ref fields);
            }

            return;
        }

        // php-fpm marks what it cuts at log_limit (zlog_truncate_buf of zlog.c).
        message = message.EndsWith("..."u8) ? message[..^3] : message;
        fields.Event = FpmMessageCatalogue.Instance.TryMatchCut(message, out known) ? known.Event : FpmLogEvent.Other;
    }

    private static void SetValue(FpmMessageValue kind, ReadOnlySpan<byte> content, Range range, ref FpmLogFields fields)
    {
        switch (kind)
        {
            case FpmMessageValue.ProcessId:
                fields.ProcessId ??= NumberIn(content[range]);
                break;
            case FpmMessageValue.Signal:
                fields.Signal = NumberIn(content[range]);
                break;
            case FpmMessageValue.SignalName:
                int dumped = content[range].IndexOf(" - "u8);
                fields.SignalName = dumped < 0 ? range : range.Start..(range.Start.Value + dumped);
                break;
            case FpmMessageValue.ExitCode:
                fields.ExitCode = NumberIn(content[range]);
                break;
            case FpmMessageValue.Seconds:
                fields.Duration = NumberIn(content[range]) is int seconds ? TimeSpan.FromSeconds(seconds) : null;
                break;
            case FpmMessageValue.Microseconds:
                fields.Duration += TimeSpan.FromMicroseconds(NumberIn(content[range]) ?? 0);
                break;
            case FpmMessageValue.Limit:
                fields.Limit = NumberIn(content[range]);
                break;
            case FpmMessageValue.Script:
                fields.Script = range;
                break;
            case FpmMessageValue.Request:
                fields.Request = range;
                break;
            case FpmMessageValue.ConfigurationPath:
                fields.ConfigurationPath = range;
                break;
            case FpmMessageValue.ConfigurationLine:
                fields.ConfigurationLineNumber = NumberIn(content[range]);
                break;
            case FpmMessageValue.ErrorText:
                fields.ErrorText = range;
                break;
            case FpmMessageValue.Output:
                fields.Output = range;
                break;
        }
    }

    // "said into stderr: "text"" and ", pipe is closed" behind the last; quotes within are not escaped. Workers write messages
    // of php-fpm there as well, and these tell more than that something was said.
    private static void ReadOutput(ReadOnlySpan<byte> content, ref FpmLogFields fields)
    {
        (int start, int length) = fields.Output.GetOffsetAndLength(content.Length);
        int end = start + length;
        end -= content[start..end].EndsWith(", pipe is closed"u8) ? ", pipe is closed".Length : 0;
        if (start < end && content[start] == '"')
        {
            start++;
            end -= start < end && content[end - 1] == '"' ? 1 : 0;
        }

        fields.Output = start..end;
        ReadOnlySpan<byte> output = content[start..end];
        if (FpmPhpText.IsMessage(output))
        {
            fields.Event = FpmLogEvent.PhpMessage;
            fields.Level = FpmPhpText.LevelOf(output);
        }
        else if (FpmLogHead.TryReadLevel(output, out FpmLogLevel level, out int levelLength))
        {
            FpmLogFields inner = fields;
            int innerStart = start + levelLength + FpmLogHead.OriginLength(output[levelLength..]);

            // A NUL stands there at log level debug (seen with PHP 8.2.36).
            innerStart = end - content[innerStart..end].TrimStart((byte)0).Length;
            innerStart = ReadPool(content, innerStart, ref inner);
            ReadEvent(content, innerStart, end, ref inner);
            if (inner.Event is not (FpmLogEvent.Other or FpmLogEvent.WorkerOutput))
            {
                inner.Level = level;
                if (inner.Event != FpmLogEvent.PhpMessage)
                {
                    ReadErrorNumber(content, innerStart..end, ref inner);
                }

                fields = inner;
            }
        }
    }

    // ": Permission denied (13)", as zlog writes it behind a message (ZLOG_SYSERROR).
    private static void ReadErrorNumber(ReadOnlySpan<byte> content, Range range, ref FpmLogFields fields)
    {
        (int start, _) = range.GetOffsetAndLength(content.Length);
        ReadOnlySpan<byte> message = content[range];
        int open = message.LastIndexOf(" ("u8);
        int text = open < 0 ? -1 : message[..open].LastIndexOf(": "u8);
        if (text < 0 || message[^1] != ')' || message[(open + 2)..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || NumberIn(message[(open + 2)..^1]) is not int number)
        {
            return;
        }

        fields.ErrorNumber = number;
        fields.ErrorText = (start + text + 2)..(start + open);
    }

    private static int? NumberIn(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out int number, out _) ? number : null;
}
