namespace Nginx502.Logs;

/// <summary>
/// Recognises, judges and filters lines of nginx's error log; what objects and counts are both made of. Keeps buffers: one
/// thread at a time.
/// </summary>
internal sealed class NginxErrorLines(NginxErrorFilter filter)
{
    private readonly bool _wantsOnlyFailures = filter.WantsOnlyFailures;
    private readonly VerdictMemo _memo = new();
    private byte[]? _scratch;
    private byte[]? _joined;

    /// <summary>True when a line begins a record, bare or wrapped.</summary>
    public bool BeginsRecord(ReadOnlySpan<byte> line) =>
        ErrorLogParser.StartsWithHeader(line) || ErrorLogParser.StartsWithHeader(LineFraming.Unwrap(line, ref _scratch));

    /// <summary>True when a record is one of PHP's or a module's that goes on over several lines: its keys have not come yet.</summary>
    public bool AcceptsContinuation(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> line = Unwrap(record);
        if (!ErrorLogParser.TryParseHead(line, out ErrorLogFields fields))
        {
            return false;
        }

        ErrorLogParser.EndOfWords(line, ref fields);
        return !fields.HasClient && fields.Level is NginxLogLevel.Error or NginxLogLevel.Warn or NginxLogLevel.Info;
    }

    /// <summary>The local time of a line.</summary>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime)
    {
        bool isRead = ErrorLogParser.TryReadTime(line, out DateTime written)
            || ErrorLogParser.TryReadTime(LineFraming.Unwrap(FirstLine(line), ref _scratch), out written);
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
        if (!ErrorLogParser.TryParseHead(record, out fields))
        {
            line = Unwrap(record);
            if (!ErrorLogParser.TryParseHead(line, out fields))
            {
                return RecordOutcome.NotUnderstood;
            }
        }

        if (_wantsOnlyFailures && NginxMessages.IsNoFailure(line[fields.Message.Start..], fields.Level))
        {
            return RecordOutcome.Unwanted;
        }

        int wordsEnd = ErrorLogParser.EndOfWords(line, ref fields);
        if (_memo.TryRecall(line, wordsEnd, ref fields, out verdict))
        {
            if (!filter.Wants(verdict))
            {
                return RecordOutcome.Unwanted;
            }

            ErrorLogParser.ParseKeys(line, wordsEnd, ref fields);
        }
        else
        {
            ErrorLogParser.ParseKeys(line, wordsEnd, ref fields);
            ErrorLogParser.ParseMessage(line, wordsEnd, ref fields);
            verdict = LineVerdict.Of(line, fields);
            _memo.Remember(line, wordsEnd, fields, verdict);
        }

        return filter.Wants(verdict) && filter.Wants(line, fields) ? RecordOutcome.Entry : RecordOutcome.Unwanted;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> record)
    {
        int end = record.IndexOf((byte)'\n');
        return end < 0 ? record : record[..end];
    }

    // Each physical line of a wrapped record is wrapped by itself.
    private ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> record)
    {
        if (ErrorLogParser.StartsWithHeader(record))
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
