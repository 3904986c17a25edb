using System.Text;

namespace Nginx502.Logs;

/// <summary>
/// Records out of lines of text that arrive one by one, such as <c>docker logs nginx 2>&amp;1</c> in a pipeline. A record is
/// given when the next one begins, or at the end.
/// </summary>
/// <param name="reader">The reader of the kind of log.</param>
/// <param name="query">The part that is wanted.</param>
/// <param name="statistics">Counts what was not understood.</param>
public sealed class TextLog<TEntry>(IRecordReader<TEntry> reader, LogQuery query, ReadStatistics statistics)
    where TEntry : class
{
    private readonly StampedClock<TEntry> _stamps = new(reader);
    private readonly TimeWindow<TEntry> _window = new(reader, query);
    private readonly MemoryStream _record = new();
    private readonly Queue<TEntry> _tail = new();
    private LogSource _source = new(path: null, LogClock.Assumed);
    private long _line;
    private long _recordLine;
    private long _offset;
    private long _recordOffset;

    /// <summary>Takes a line, or several; gives the entries that are complete by now (none before the end when a tail is wanted).</summary>
    public IEnumerable<TEntry> Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int start = 0;
        while (start < bytes.Length || start == 0)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? bytes.Length : start + length;
            if (BeginLine(bytes.AsSpan(start, end - start)) is TEntry previous)
            {
                yield return previous;
            }

            if (!reader.AcceptsContinuation(Record) && Flush() is TEntry complete)
            {
                yield return complete;
            }

            start = end + 1;
        }
    }

    /// <summary>The entries that remain at the end.</summary>
    public IEnumerable<TEntry> Complete()
    {
        if (Flush() is TEntry entry)
        {
            yield return entry;
        }

        while (_tail.TryDequeue(out TEntry? last))
        {
            yield return last;
        }
    }

    // Adds a line to its record; gives the entry of the record before when this line begins another.
    private TEntry? BeginLine(ReadOnlySpan<byte> line)
    {
        _line++;
        long lineOffset = _offset;
        _offset += line.Length + 1;
        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        TEntry? entry = null;
        bool continues = _record.Length > 0
            && _record.Length + line.Length < RecordLimits.MaxRecordBytes
            && !reader.BeginsRecord(line)
            && reader.AcceptsContinuation(Record);
        if (continues)
        {
            _record.WriteByte((byte)'\n');
        }
        else
        {
            entry = Flush();
            _recordLine = _line;
            _recordOffset = lineOffset;
        }

        if (line.Length > RecordLimits.MaxRecordBytes)
        {
            statistics.AddShortened();
            line = line[..RecordLimits.MaxRecordBytes];
        }

        _record.Write(line);
        return entry;
    }

    private ReadOnlySpan<byte> Record => _record.GetBuffer().AsSpan(0, (int)_record.Length);

    private TEntry? Flush()
    {
        if (_record.Length == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> record = Record;
        _record.SetLength(0);
        TellClock(record);
        if (!_window.Contains(record, _source))
        {
            return null;
        }

        var context = new RecordContext(_source, new LineOrigin { FirstLineNumber = _recordLine }, 0, _recordOffset);
        RecordOutcome outcome = reader.Read(record, context, out TEntry? entry);
        if (outcome == RecordOutcome.NotUnderstood)
        {
            statistics.AddNotUnderstood(record, context);
        }
        else
        {
            ReadStatistics.NoteUnderstood(record, _source);
        }

        if (query.Tail is not int tail || entry is null)
        {
            return entry;
        }

        _tail.Enqueue(entry);
        if (_tail.Count > tail)
        {
            _tail.Dequeue();
        }

        return null;
    }

    // Each stamped record tells its own: docker compose logs mixes containers, and summer time ends.
    private void TellClock(ReadOnlySpan<byte> record)
    {
        int end = record.IndexOf((byte)'\n');
        if (_stamps.TryTell(end < 0 ? record : record[..end], out LogClock? clock) && clock != _source.Clock)
        {
            _source = new LogSource(path: null, clock);
            statistics.NoteClock(_source);
        }
    }
}
