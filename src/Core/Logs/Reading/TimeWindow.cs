namespace Nginx502.Logs;

/// <summary>Tells which records lie within the times that are wanted. A record without a time was written with the one before it.</summary>
/// <remarks>One thread at a time; records in their order.</remarks>
internal sealed class TimeWindow<TEntry>(IRecordReader<TEntry> reader, LogQuery query)
    where TEntry : class
{
    private readonly bool _isBounded = query.Since is not null || query.Until is not null;
    private DateTime? _lastTime;

    /// <summary>Forgets the time of the record before: what comes is another stretch of a log.</summary>
    public void Reset() => _lastTime = null;

    /// <summary>True when a record is wanted by its time.</summary>
    public bool Contains(ReadOnlySpan<byte> record, LogSource source)
    {
        if (!_isBounded)
        {
            return true;
        }

        if (reader.TryReadTime(record, source, out DateTime time))
        {
            _lastTime = time;
        }

        return (query.Since is null || _lastTime is null || _lastTime >= query.Since)
            && (query.Until is null || _lastTime is null || _lastTime <= query.Until);
    }
}
