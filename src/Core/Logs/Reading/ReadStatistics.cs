namespace Nginx502.Logs;

/// <summary>
/// What a reading met and did not turn into entries, so that nothing is dropped silently. Safe for several workers.
/// </summary>
public sealed class ReadStatistics
{
    /// <summary>How many records that were not understood are kept to be shown.</summary>
    public const int SampleLimit = 20;

    /// <summary>How many bytes of such a record are kept.</summary>
    public const int SampleBytes = 256;

    private readonly List<NotUnderstoodRecord> _samples = [];
    private readonly HashSet<ShiftedLog> _shiftedLogs = [];

    // The sources of records that were not understood.
    private readonly List<LogSource> _doubtful = [];
    private long _bytesRead;
    private long _notUnderstood;
    private long _shortened;

    /// <summary>Records that were not understood.</summary>
    public long NotUnderstood => Interlocked.Read(ref _notUnderstood);

    /// <summary>The sources of which no record was understood, though some were read.</summary>
    public IReadOnlyList<ForeignLog> ForeignLogs
    {
        get
        {
            lock (_doubtful)
            {
                return [.. _doubtful.Where(source => !source.Tally.HasUnderstood).Select(source => new ForeignLog(source.Path, source.Tally.NotUnderstood))];
            }
        }
    }

    /// <summary>Records longer than the engine's limit, of which only the beginning was read.</summary>
    public long Shortened => Interlocked.Read(ref _shortened);

    /// <summary>The logs whose times were read as shifted, each once.</summary>
    public IReadOnlyList<ShiftedLog> ShiftedLogs
    {
        get
        {
            lock (_shiftedLogs)
            {
                return [.. _shiftedLogs];
            }
        }
    }

    /// <summary>The first of the records that were not understood. For an interactive terminal only, never saved or sent.</summary>
    public IReadOnlyList<NotUnderstoodRecord> Samples
    {
        get
        {
            lock (_samples)
            {
                return _samples.ToArray();
            }
        }
    }

    /// <summary>
    /// Told how many bytes were read so far, a segment at a time, on the thread that enumerates; for progress. Null when
    /// nobody asks.
    /// </summary>
    public Action<long>? OnAdvance { get; set; }

    internal void AddSegment(int bytes)
    {
        _bytesRead += bytes;
        OnAdvance?.Invoke(_bytesRead);
    }

    /// <summary>True when the zone of some log's times is not known, and this machine's was assumed.</summary>
    public bool IsZoneAssumed { get; private set; }

    internal void NoteClock(LogSource source, bool hasTimes = true)
    {
        IsZoneAssumed |= hasTimes && !source.Clock.IsCertain;
        if (source.Clock.Correction != TimeSpan.Zero)
        {
            lock (_shiftedLogs)
            {
                _shiftedLogs.Add(new ShiftedLog(source.Path, source.Clock.Correction));
            }
        }
    }

    internal static void NoteUnderstood(ReadOnlySpan<byte> record, LogSource source) => source.Tally.NoteUnderstood(record);

    internal void AddShortened() => Interlocked.Increment(ref _shortened);

    internal void AddNotUnderstood(ReadOnlySpan<byte> record, in RecordContext context)
    {
        if (context.Source.Tally.AddNotUnderstood())
        {
            lock (_doubtful)
            {
                _doubtful.Add(context.Source);
            }
        }

        if (Interlocked.Increment(ref _notUnderstood) > SampleLimit)
        {
            return;
        }

        lock (_samples)
        {
            _samples.Add(new NotUnderstoodRecord(context.Source.Path, context.Offset, SafeText.Decode(record[..Math.Min(record.Length, SampleBytes)])));
        }
    }
}
