namespace Nginx502.Logs;

/// <summary>The count of one group of errors.</summary>
internal sealed class ErrorGroup(byte[] key)
{
    private Dictionary<long, long>? _buckets;
    private long _firstTicks = long.MaxValue;
    private long _lastTicks = long.MinValue;

    /// <summary>What tells the group apart.</summary>
    public byte[] Key { get; } = key;

    /// <summary>How many errors.</summary>
    public long Count { get; private set; }

    /// <summary>The earliest time.</summary>
    public DateTime? First => _firstTicks == long.MaxValue ? null : new DateTime(_firstTicks, DateTimeKind.Local);

    /// <summary>The latest time.</summary>
    public DateTime? Last => _lastTicks == long.MinValue ? null : new DateTime(_lastTicks, DateTimeKind.Local);

    /// <summary>The numbers of the time buckets that hold errors.</summary>
    public IEnumerable<long> BucketNumbers => _buckets?.Keys ?? Enumerable.Empty<long>();

    /// <summary>The lowest of those numbers.</summary>
    public long? FirstBucket => _buckets?.Keys.Min();

    /// <summary>The highest of those numbers.</summary>
    public long? LastBucket => _buckets?.Keys.Max();

    /// <summary>How many errors a bucket holds.</summary>
    public long CountIn(long bucket) => _buckets?.GetValueOrDefault(bucket) ?? 0;

    /// <summary>Counts an error.</summary>
    /// <param name="localTicks">Its local time in ticks; null when it has none.</param>
    /// <param name="bucket">The number of its time bucket; null for none.</param>
    public void Add(long? localTicks, long? bucket)
    {
        Count++;
        if (localTicks is long ticks)
        {
            _firstTicks = Math.Min(_firstTicks, ticks);
            _lastTicks = Math.Max(_lastTicks, ticks);
        }

        if (bucket is long number)
        {
            AddToBucket(number, 1);
        }
    }

    /// <summary>Adds what another group counted.</summary>
    public void Merge(ErrorGroup other)
    {
        Count += other.Count;
        _firstTicks = Math.Min(_firstTicks, other._firstTicks);
        _lastTicks = Math.Max(_lastTicks, other._lastTicks);
        foreach (long bucket in other.BucketNumbers)
        {
            AddToBucket(bucket, other.CountIn(bucket));
        }
    }

    private void AddToBucket(long bucket, long count)
    {
        _buckets ??= [];
        _buckets[bucket] = CountIn(bucket) + count;
    }
}
