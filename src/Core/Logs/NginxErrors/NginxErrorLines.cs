namespace Nginx502.Logs;

/// <summary>
/// Recognises, judges and filters lines of nginx's error log; what objects and counts are both made of. Keeps buffers: one
/// thread at a time.
/// </summary>
internal sealed class NginxErrorLines(NginxErrorFilter filter)
{
    // nginx: src/core/ngx_log.h, NGX_MAX_ERROR_STR: 2048 bytes with the LF, 4096 in OpenResty. A record of that length was
    // cut: its end does not come. Wrapping takes room for each of its lines.
    private const int LongestLine = 2047;
    private const int LongestPatchedLine = 4095;
    private const int LongestWrappedRecord = 16 * 1024;

    private readonly bool _wantsOnlyFailures = filter.WantsOnlyFailures;
    private readonly VerdictMemo _memo = new();
    private byte[]? _scratch;
    private byte[]? _joined;

    /// <summary>True when a line begins a record, bare or wrapped.</summary>
    public bool BeginsRecord(ReadOnlySpan<byte> line) =>
        line.Length >= ErrorLogHead.ShortestHead
        && (ErrorLogHead.StartsWithHeader(line) || ErrorLogHead.StartsWithHeader(LineFraming.Unwrap(line, ref _scratch)));

    /// <summary>
    /// True when a record is one that goes on over several lines and has not come to its end: PHP's words before their
    /// closing quote, or a module's for Lua before the keys. Looks at its first and its last line only, since it is asked
    /// at every line. A program that writes to the same log must not have its lines taken for nginx's.
    /// </summary>
    public bool AcceptsContinuation(ReadOnlySpan<byte> record)
    {
        bool isBare = ErrorLogHead.StartsWithHeader(record);
        if (record.Length < ErrorLogHead.ShortestHead
            || (isBare ? record.Length is LongestLine or >= LongestPatchedLine : record.Length >= LongestWrappedRecord))
        {
            return false;
        }

        ReadOnlySpan<byte> first = FirstLine(record);
        bool isOneLine = first.Length == record.Length;
        first = isBare ? first : LineFraming.Unwrap(first, ref _scratch);
        if (!ErrorLogHead.TryParse(first, out ErrorLogFields fields))
        {
            return false;
        }

        ReadOnlySpan<byte> message = first[fields.Message.Start..];
        bool isPhp = message.StartsWith(ErrorLogWords.ForeignTextStart);
        if (!isPhp && !IsLua(first, fields))
        {
            return false;
        }

        ReadOnlySpan<byte> last = isOneLine ? message : record[(record.LastIndexOf((byte)'\n') + 1)..];
        last = isOneLine || isBare ? last : LineFraming.Unwrap(last, ref _scratch);
        return isPhp
            ? last.IndexOf(ErrorLogWords.ForeignTextEnd) < 0
            : last.IndexOf(", client: "u8) < 0 && last.IndexOf(", context: "u8) < 0;
    }

    /// <summary>The local time of a line.</summary>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime)
    {
        bool isRead = ErrorLogHead.TryReadTime(line, out DateTime written)
            || ErrorLogHead.TryReadTime(LineFraming.Unwrap(FirstLine(line), ref _scratch), out written);
        localTime = isRead ? source.Clock.ToLocal(written) : default;
        return isRead;
    }

    /// <summary>Reads a record.</summary>
    /// <param name="record">The record as it stands in the log.</param>
    /// <param name="line">The record as nginx wrote it; valid until the next call.</param>
    /// <param name="fields">Its parts, when the outcome is <see cref="RecordOutcome.Entry"/>.</param>
    /// <param name="verdict">What it means, likewise.</param>
    public RecordOutcome Read(ReadOnlySpan<byte> record, out ReadOnlySpan<byte> line, out ErrorLogFields fields, out LineVerdict verdict)
    {
        verdict = default;
        line = record;
        if (!ErrorLogHead.TryParse(record, out fields))
        {
            line = Unwrap(record);
            if (!ErrorLogHead.TryParse(line, out fields))
            {
                return RecordOutcome.NotUnderstood;
            }
        }

        if (_wantsOnlyFailures && NginxMessages.IsNoFailure(line[fields.Message.Start..], fields.Level))
        {
            return RecordOutcome.Unwanted;
        }

        int wordsEnd = ErrorLogWords.EndOfWords(line, ref fields);
        if (_memo.TryRecall(line, wordsEnd, ref fields, out verdict))
        {
            if (!filter.Wants(verdict))
            {
                return RecordOutcome.Unwanted;
            }

            ErrorLogKeys.Parse(line, wordsEnd, ref fields);
        }
        else
        {
            ErrorLogKeys.Parse(line, wordsEnd, ref fields);
            ErrorLogWords.Parse(line, wordsEnd, ref fields);
            verdict = LineVerdict.Of(line, fields);
            _memo.Remember(line, wordsEnd, fields, verdict);
        }

        return filter.Wants(verdict) && filter.Wants(line, fields) ? RecordOutcome.Entry : RecordOutcome.Unwanted;
    }

    // lua-nginx-module: 'lua entry thread aborted: ...' with a trace, '[lua] ...' of ngx.log. With a connection, keys follow.
    private static bool IsLua(ReadOnlySpan<byte> line, in ErrorLogFields fields)
    {
        ReadOnlySpan<byte> message = line[fields.Message.Start..];
        return (message.StartsWith("lua "u8) || message.StartsWith("[lua]"u8))
            && line[fields.ProcessKey..fields.Message.Start].Contains((byte)'*');
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> record)
    {
        int end = record.IndexOf((byte)'\n');
        return end < 0 ? record : record[..end];
    }

    // Each physical line of a wrapped record is wrapped by itself.
    private ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> record)
    {
        if (ErrorLogHead.StartsWithHeader(record))
        {
            return record;
        }

        int end = record.IndexOf((byte)'\n');
        if (end < 0)
        {
            return LineFraming.Unwrap(record, ref _scratch);
        }

        _joined ??= GC.AllocateUninitializedArray<byte>(RecordLimits.MaxRecordBytes + 1);
        int length = 0;
        while (!record.IsEmpty)
        {
            end = record.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = LineFraming.Unwrap(end < 0 ? record : record[..end], ref _scratch);
            line = line[..Math.Min(line.Length, _joined.Length - 1 - length)];
            line.CopyTo(_joined.AsSpan(length));
            length += line.Length;
            record = end < 0 ? [] : record[(end + 1)..];
            if (!record.IsEmpty && length < _joined.Length - 1)
            {
                _joined[length++] = (byte)'\n';
            }
        }

        return _joined.AsSpan(0, length);
    }
}
