namespace Nginx502.Logs;

/// <summary>The count of one group of errors.</summary>
internal sealed class ErrorGroup(byte[] key)
{
    private Dictionary<long, long>? _buckets;

    /// <summary>What tells the group apart.</summary>
    public byte[] Key { get; } = key;

    /// <summary>How many errors.</summary>
    public long Count { get; private set; }

    /// <summary>The earliest time.</summary>
    public DateTime? First { get; private set; }

    /// <summary>The latest time.</summary>
    public DateTime? Last { get; private set; }

    /// <summary>The numbers of the time buckets that hold errors.</summary>
    public IEnumerable<long> BucketNumbers => _buckets?.Keys ?? Enumerable.Empty<long>();

    /// <summary>The lowest of those numbers.</summary>
    public long? FirstBucket => _buckets?.Keys.Min();

    /// <summary>The highest of those numbers.</summary>
    public long? LastBucket => _buckets?.Keys.Max();

    /// <summary>How many errors a bucket holds.</summary>
    public long CountIn(long bucket) => _buckets?.GetValueOrDefault(bucket) ?? 0;

    /// <summary>Counts an error.</summary>
    public void Add(DateTime? time, long? bucket)
    {
        Count++;
        Include(time);
        if (bucket is long number)
        {
            AddToBucket(number, 1);
        }
    }

    /// <summary>Adds what another group counted.</summary>
    public void Merge(ErrorGroup other)
    {
        Count += other.Count;
        Include(other.First);
        Include(other.Last);
        foreach (long bucket in other.BucketNumbers)
        {
            AddToBucket(bucket, other.CountIn(bucket));
        }
    }

    private void Include(DateTime? time)
    {
        if (time is null)
        {
            return;
        }

        First = First is null || time < First ? time : First;
        Last = Last is null || time > Last ? time : Last;
    }

    private void AddToBucket(long bucket, long count)
    {
        _buckets ??= [];
        _buckets[bucket] = CountIn(bucket) + count;
    }
}
