namespace Nginx502.Logs;

/// <summary>
/// Cuts segments into records and has them read. A record belongs to the segment that its first byte lies in. Lines before
/// the first record of a segment continue the last one of the segment before, as far as a record may reach.
/// </summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class SegmentScanner<TEntry>(IRecordReader<TEntry> reader, LogQuery query, ReadStatistics statistics)
    where TEntry : class
{
    private readonly TimeWindow<TEntry> _window = new(reader, query);

    /// <summary>The reader, with what it has counted.</summary>
    public IRecordReader<TEntry> Reader { get; } = reader;

    /// <summary>Reads all records of a segment.</summary>
    public SegmentResult<TEntry> Scan(SegmentBuffer segment, LogSource source)
    {
        var entries = new List<TEntry>();
        var origin = new LineOrigin();
        _window.Reset();
        var cursor = new LineCursor(segment);
        if (!segment.StartsLine && !cursor.TrySkipLine(segment.Owned))
        {
            return new SegmentResult<TEntry>(entries, 0, segment.Owned, origin);
        }

        long linesBefore = SkipToFirstRecord(ref cursor, segment);
        int recordStart = -1;
        int recordEnd = 0;
        int recordLine = 0;
        int line = (int)linesBefore;
        long lineEnds = linesBefore;
        while (cursor.MoveNext())
        {
            ReadOnlySpan<byte> bytes = cursor.Line;
            bool begins = Reader.BeginsRecord(bytes);
            if (cursor.Start >= segment.Owned && (begins || cursor.Start >= segment.Owned + RecordLimits.MaxRecordBytes))
            {
                break;
            }

            if (recordStart >= 0 && (begins || !Continues(segment, recordStart, recordEnd, cursor.End)))
            {
                Read(segment, source, origin, recordStart, recordEnd, recordLine, entries);
                recordStart = -1;
            }

            if (recordStart < 0)
            {
                // Beyond the segment only continuations are this segment's.
                recordStart = cursor.Start;
                recordLine = line;
            }

            recordEnd = cursor.End;
            line++;
            lineEnds += cursor.EndsWithin(segment.Owned) ? 1 : 0;
        }

        if (recordStart >= 0)
        {
            Read(segment, source, origin, recordStart, recordEnd, recordLine, entries);
        }

        return new SegmentResult<TEntry>(entries, lineEnds, segment.Owned, origin);
    }

    private bool Continues(SegmentBuffer segment, int recordStart, int recordEnd, int lineEnd)
    {
        if (lineEnd - recordStart > RecordLimits.MaxRecordBytes)
        {
            return false;
        }

        return Reader.AcceptsContinuation(segment.Bytes[recordStart..recordEnd]);
    }

    private void Read(SegmentBuffer segment, LogSource source, LineOrigin origin, int start, int end, int line, List<TEntry> entries)
    {
        ReadOnlySpan<byte> record = segment.Bytes[start..end];
        if (record.Length > RecordLimits.MaxRecordBytes)
        {
            record = record[..RecordLimits.MaxRecordBytes];
            statistics.AddShortened();
        }

        if (record.IsEmpty || !_window.Contains(record, source))
        {
            return;
        }

        var context = new RecordContext(source, origin, line, segment.Offset + start);
        RecordOutcome outcome = Reader.Read(record, context, out TEntry? entry);
        if (outcome == RecordOutcome.NotUnderstood)
        {
            statistics.AddNotUnderstood(record, context);
            return;
        }

        ReadStatistics.NoteUnderstood(record, source);
        if (outcome == RecordOutcome.Entry)
        {
            entries.Add(entry!);
        }
    }

    private long SkipToFirstRecord(ref LineCursor cursor, SegmentBuffer segment)
    {
        if (segment.Offset == 0)
        {
            return 0;
        }

        long skipped = segment.StartsLine ? 0 : 1;
        bool isFirst = true;
        while (cursor.NextStart < Math.Min(segment.Owned, RecordLimits.MaxRecordBytes))
        {
            LineCursor ahead = cursor;
            if (!ahead.MoveNext() || Reader.BeginsRecord(ahead.Line) || (isFirst && !segment.StartsLine && !segment.FollowsLineStart))
            {
                break;
            }

            isFirst = false;
            skipped += ahead.EndsWithin(segment.Owned) ? 1 : 0;
            cursor = ahead;
        }

        return skipped;
    }
}
