namespace Nginx502.Logs;

/// <summary>Reads the records of php-fpm's error log and slow log, wrapped by syslog, the journal or containers or not.</summary>
public sealed class FpmLogRecordReader : IRecordReader<FpmLogEntry>
{
    private readonly FpmLogFilter _filter;
    private readonly NamedZone _zone = new();
    private byte[]? _scratch;

    /// <summary>A reader of the records that a filter wants.</summary>
    public FpmLogRecordReader(FpmLogFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _filter = filter;
    }

    /// <inheritdoc/>
    public bool BeginsRecord(ReadOnlySpan<byte> line)
    {
        Unwrap(line, out FpmLogHead head);
        return head.IsRecord;
    }

    /// <inheritdoc/>
    /// <remarks>Only the slow log and PHP's traces have records of several lines.</remarks>
    public bool AcceptsContinuation(ReadOnlySpan<byte> record)
    {
        Unwrap(FirstLine(record), out FpmLogHead head);
        return head.Form is FpmLogForm.SlowLog or FpmLogForm.Php;
    }

    /// <inheritdoc/>
    public bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime)
    {
        ReadOnlySpan<byte> content = Unwrap(line, out FpmLogHead head);
        return TryReadTime(line, content, head, source, out localTime);
    }

    /// <inheritdoc/>
    public RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, out FpmLogEntry? entry)
    {
        entry = null;
        ReadOnlySpan<byte> line = FirstLine(record);
        ReadOnlySpan<byte> content = Unwrap(line, out FpmLogHead head);
        var fields = new FpmLogFields { Form = head.Form, Level = head.Level };
        switch (head.Form)
        {
            case FpmLogForm.Message:
                FpmMessageReader.ReadMessage(content, head.Length, ref fields);
                break;
            case FpmLogForm.Php:
                FpmMessageReader.ReadPhp(content, head.Length, ref fields);
                break;
            case FpmLogForm.SlowLog:
                FpmMessageReader.ReadSlowLog(content, head.Length, ref fields);
                break;
            case FpmLogForm.AccessLog:
                return RecordOutcome.Unwanted;
            default:
                // An empty line stands before each record of the slow log. The end of one may be all that is left of it.
                if (content.TrimEnd("\r\0 "u8).IsEmpty)
                {
                    return RecordOutcome.Unwanted;
                }

                if (!content.StartsWith(FpmSlowLogText.DumpFailed))
                {
                    return RecordOutcome.NotUnderstood;
                }

                fields = new FpmLogFields { Form = FpmLogForm.SlowLog, Level = FpmLogLevel.Warning, Event = FpmLogEvent.SlowRequest };
                break;
        }

        if (!_filter.IsWanted(fields, content))
        {
            return RecordOutcome.Unwanted;
        }

        fields.Time = TryReadTime(line, content, head, context.Source, out DateTime localTime) ? localTime : null;
        byte[] owned = record.ToArray();
        bool isWrapped = !line.Overlaps(content, out int offset) || offset != 0;
        byte[] unwrapped = isWrapped ? UnwrapAll(record) : owned;
        if (head.Form == FpmLogForm.Php)
        {
            // The lines that follow are its trace.
            FpmMessageReader.ReadPhp(unwrapped.AsSpan().TrimEnd("\r\n\0"u8), head.Length, ref fields);
        }

        entry = new FpmLogEntry(owned, unwrapped, fields, context);
        return RecordOutcome.Entry;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> record)
    {
        int end = record.IndexOf((byte)'\n');
        return end < 0 ? record : record[..end];
    }

    private ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> line, out FpmLogHead head)
    {
        ReadOnlySpan<byte> content = line.TrimEnd("\r\0"u8);
        head = FpmLogHead.Read(content);
        if (!head.IsRecord)
        {
            content = LineFraming.Unwrap(line, ref _scratch).TrimEnd("\r\0"u8);
            head = FpmLogHead.Read(content);
        }

        return content;
    }

    private byte[] UnwrapAll(ReadOnlySpan<byte> record)
    {
        var all = new MemoryStream(record.Length);
        while (!record.IsEmpty)
        {
            ReadOnlySpan<byte> line = FirstLine(record);
            all.Write(LineFraming.Unwrap(line, ref _scratch));
            record = record[Math.Min(line.Length + 1, record.Length)..];
            if (!record.IsEmpty)
            {
                all.WriteByte((byte)'\n');
            }
        }

        return all.ToArray();
    }

    private bool TryReadTime(ReadOnlySpan<byte> line, ReadOnlySpan<byte> content, FpmLogHead head, LogSource source, out DateTime localTime)
    {
        if (head.Written is not { } written)
        {
            localTime = default;
            return FrameTime.TryRead(line, content, source.Clock, out localTime);
        }

        localTime = !head.Zone.IsEmpty && _zone.TryFind(head.Zone) is { } zone ? NamedZone.ToLocal(written, zone) : source.Clock.ToLocal(written);
        return true;
    }
}
