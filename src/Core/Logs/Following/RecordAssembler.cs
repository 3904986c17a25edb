namespace Nginx502.Logs;

/// <summary>
/// Puts the bytes that are appended to one file together to lines and the lines to records. A line counts when its LF has
/// come. A record is given when it can have no further line: the next one begins, or the reader says so, or it is flushed.
/// </summary>
/// <param name="path">The log's path, which its records name.</param>
/// <param name="reader">The reader of the kind of log.</param>
/// <param name="statistics">Counts what was not understood or cut.</param>
internal sealed class RecordAssembler<TEntry>(string path, IRecordReader<TEntry> reader, ReadStatistics statistics)
    where TEntry : class
{
    private readonly ByteBuffer _line = new();
    private readonly ByteBuffer _record = new();
    private LogSource? _source;
    private LineOrigin _origin = new();
    private long _offset;
    private long _lineOffset;
    private long _recordOffset;
    private int _lineIndex;
    private int _recordLineIndex;
    private bool _isLineCut;
    private bool _isRecordCut;
    private bool _hasRecord;

    /// <summary>How times are read; null until a record tells.</summary>
    public LogClock? Clock => _source?.Clock;

    /// <summary>True when a complete line waits for those that may continue it.</summary>
    public bool HasRecord => _hasRecord;

    /// <summary>Begins at a line of a file; what was not flushed is forgotten.</summary>
    /// <param name="offset">The line's first byte.</param>
    /// <param name="clock">How times are read, when it is known.</param>
    public void Begin(long offset, LogClock? clock)
    {
        _source = clock is null ? null : new LogSource(path, clock);
        _origin = new LineOrigin { FirstLineNumber = offset == 0 ? 1 : null };
        _offset = offset;
        _lineOffset = offset;
        _lineIndex = 0;
        _line.Clear();
        _isLineCut = false;
        _hasRecord = false;
    }

    /// <summary>Takes bytes; adds the entries that are complete by them.</summary>
    public void Append(ReadOnlySpan<byte> bytes, List<TEntry> entries)
    {
        while (!bytes.IsEmpty)
        {
            if (_line.Length == 0)
            {
                // What a truncated file has before the first line, when its writer goes on where it was, or after a crash.
                int nul = bytes.IndexOfAnyExcept((byte)0);
                nul = nul < 0 ? bytes.Length : nul;
                _offset += nul;
                bytes = bytes[nul..];
                _lineOffset = _offset;
            }

            int length = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> piece = length < 0 ? bytes : bytes[..length];
            int room = RecordLimits.MaxRecordBytes - _line.Length;
            _isLineCut |= piece.Length > room;
            _line.Append(piece[..Math.Min(piece.Length, room)]);
            _offset += piece.Length;
            bytes = bytes[piece.Length..];
            if (length >= 0)
            {
                _offset++;
                bytes = bytes[1..];
                CompleteLine(entries);
            }
        }
    }

    /// <summary>Gives the record whose lines have come.</summary>
    public void FlushRecord(List<TEntry> entries)
    {
        if (!_hasRecord)
        {
            return;
        }

        _hasRecord = false;
        if (_isRecordCut)
        {
            statistics.AddShortened();
        }

        ReadOnlySpan<byte> record = _record.Bytes;
        if (record.IsEmpty)
        {
            return;
        }

        _source ??= TellSource(record);
        var context = new RecordContext(_source ?? new LogSource(path, LogClock.Assumed), _origin, _recordLineIndex, _recordOffset);
        RecordOutcome outcome = reader.Read(record, context, out TEntry? entry);
        if (outcome == RecordOutcome.NotUnderstood)
        {
            statistics.AddNotUnderstood(record, context);
            return;
        }

        ReadStatistics.NoteUnderstood(record, context.Source);
        if (outcome == RecordOutcome.Entry)
        {
            entries.Add(entry!);
        }
    }

    /// <summary>Gives all that has come, also a line without its LF: no more of it will come.</summary>
    public void FlushAll(List<TEntry> entries)
    {
        if (_line.Length > 0)
        {
            CompleteLine(entries);
        }

        FlushRecord(entries);
    }

    private void CompleteLine(List<TEntry> entries)
    {
        ReadOnlySpan<byte> line = _line.Bytes;
        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        bool continues = _hasRecord
            && _record.Length + line.Length < RecordLimits.MaxRecordBytes
            && !reader.BeginsRecord(line)
            && reader.AcceptsContinuation(_record.Bytes);
        if (continues)
        {
            _record.Append("\n"u8);
        }
        else
        {
            FlushRecord(entries);
            _record.Clear();
            _hasRecord = true;
            _isRecordCut = false;
            _recordOffset = _lineOffset;
            _recordLineIndex = _lineIndex;
        }

        _record.Append(line);
        _isRecordCut |= _isLineCut;
        _line.Clear();
        _isLineCut = false;
        _lineIndex++;
        _lineOffset = _offset;
        if (!reader.AcceptsContinuation(_record.Bytes))
        {
            FlushRecord(entries);
        }
    }

    // A record that was just written tells the clock; one without a time tells nothing.
    private LogSource? TellSource(ReadOnlySpan<byte> record) =>
        reader.TryReadTime(record, new LogSource(path, LogClock.Local), out DateTime written)
            ? new LogSource(path, LogClock.Infer(DateTime.Now, written))
            : null;
}
