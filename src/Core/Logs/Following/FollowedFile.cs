using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>One open file of a followed log, under whatever name it is by now.</summary>
internal sealed class FollowedFile<TEntry> : IDisposable
    where TEntry : class
{
    // How long a record waits for lines that continue it: nginx and php-fpm write such lines at once.
    private const int QuietMilliseconds = 100;
    private const int BlockBytes = 64 * 1024;

    // By how many of its first bytes a packed file is known: lines of logs begin with their time, so no two logs share these.
    private const int StartBytes = 4096;

    private readonly LogFile _file;
    private readonly ContentFingerprint _fingerprint = new();
    private readonly RecordAssembler<TEntry> _records;
    private readonly byte[] _block = new byte[BlockBytes];
    private long _lastGrowth = Environment.TickCount64;
    private long _retiredAt;

    /// <summary>An open file to be read from its beginning.</summary>
    /// <param name="file">The file; closed with this.</param>
    /// <param name="path">The log's path, which its records name.</param>
    /// <param name="reader">The reader of the kind of log.</param>
    /// <param name="statistics">Counts what was not understood or cut.</param>
    /// <param name="clock">The clock of the log, when it is known.</param>
    public FollowedFile(LogFile file, string path, IRecordReader<TEntry> reader, ReadStatistics statistics, LogClock? clock)
    {
        _file = file;
        _records = new RecordAssembler<TEntry>(path, reader, statistics);
        _records.Begin(0, clock);
        Identity = FileStatus.TryRead(file.Handle, out FileStatus status) ? status.Identity : default;
    }

    /// <summary>Which file it is.</summary>
    public FileIdentity Identity { get; }

    /// <summary>When bytes last came, or when the file lost its path, in milliseconds of the system's uptime clock.</summary>
    public long InUseUntil => Math.Max(_lastGrowth, _retiredAt);

    /// <summary>The clock of the log; null until a record tells.</summary>
    public LogClock? Clock => _records.Clock;

    /// <summary>How far it was read, with the bytes before.</summary>
    public ContentFingerprint ReadTo => _fingerprint;

    /// <summary>
    /// Goes to an offset without reading what is before: to the start of the line there, when the offset lies in one that is
    /// not complete yet.
    /// </summary>
    public void SkipTo(long offset)
    {
        long start = LineStart(offset);
        _fingerprint.MoveTo(_file.Handle, start);
        _records.Begin(start, _records.Clock);
    }

    /// <summary>Continues with a file that is a copy of another one as far as that was read.</summary>
    public void ContinueAfter(ContentFingerprint readTo)
    {
        _fingerprint.MoveTo(_file.Handle, readTo.Position);
        _records.Begin(readTo.Position, _records.Clock);
    }

    /// <summary>Notes that another file has the log's path from now on.</summary>
    public void Retire() => _retiredAt = Environment.TickCount64;

    /// <summary>True when the file no longer begins with what was read of it.</summary>
    public bool WasTruncated() => _file.Length < _fingerprint.Position || !_fingerprint.IsIn(_file.Handle);

    /// <summary>True when a file is this one, or was packed from it: packing makes another file, and begins as this one does.</summary>
    public bool IsIn(LogFile other)
    {
        if (other.Compression == LogCompression.None)
        {
            return FileStatus.TryRead(other.Handle, out FileStatus status) && status.Identity == Identity;
        }

        using Stream content = other.OpenContent();
        Span<byte> start = stackalloc byte[StartBytes];
        start = start[..content.ReadAtLeast(start, StartBytes, throwOnEndOfStream: false)];
        Span<byte> here = stackalloc byte[StartBytes];
        here = here[..RandomAccess.Read(_file.Handle, here, 0)];
        return !start.IsEmpty && here.StartsWith(start);
    }

    /// <summary>
    /// Reads what was appended until now, in blocks; each result holds the entries of one block. Ends early when the file
    /// turns out to be truncated.
    /// </summary>
    public IEnumerable<List<TEntry>> ReadAppended()
    {
        for (long end = _file.Length; _fingerprint.Position < end;)
        {
            int wanted = (int)Math.Min(_block.Length, end - _fingerprint.Position);
            int read = RandomAccess.Read(_file.Handle, _block.AsSpan(0, wanted), _fingerprint.Position);

            // Asked after the reading: had the file been truncated and written anew before it, the bytes before would be others.
            if (read == 0 || WasTruncated())
            {
                yield break;
            }

            yield return Take(_block.AsSpan(0, read));
        }

        if (_records.HasRecord && Environment.TickCount64 - _lastGrowth >= QuietMilliseconds)
        {
            yield return FlushRecord();
        }
    }

    /// <summary>Reads the rest out of a copy, which stands where this file was read to.</summary>
    public IEnumerable<List<TEntry>> ReadRest(Stream copy)
    {
        for (int read = copy.Read(_block); read > 0; read = copy.Read(_block))
        {
            yield return Take(_block.AsSpan(0, read));
        }
    }

    /// <summary>Gives all that has come, and begins at the first byte again.</summary>
    public List<TEntry> Restart()
    {
        List<TEntry> entries = Flush();
        _fingerprint.Clear();
        _records.Begin(0, _records.Clock);
        return entries;
    }

    /// <summary>Gives the record that waits for lines that continue it: its successor is about to be given.</summary>
    public List<TEntry> FlushRecord()
    {
        var entries = new List<TEntry>();
        _records.FlushRecord(entries);
        return entries;
    }

    /// <summary>Gives all that has come, also a line that is not complete.</summary>
    public List<TEntry> Flush()
    {
        var entries = new List<TEntry>();
        _records.FlushAll(entries);
        return entries;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private List<TEntry> Take(ReadOnlySpan<byte> bytes)
    {
        _lastGrowth = Environment.TickCount64;
        var entries = new List<TEntry>();
        _fingerprint.Append(bytes);
        _records.Append(bytes, entries);
        return entries;
    }

    private long LineStart(long offset)
    {
        long from = Math.Max(0, offset - RecordLimits.MaxRecordBytes);
        byte[] before = new byte[offset - from];
        int read = RandomAccess.Read(_file.Handle, before, from);
        int lineEnd = before.AsSpan(0, read).LastIndexOf((byte)'\n');
        return lineEnd >= 0 ? from + lineEnd + 1 : from;
    }
}
