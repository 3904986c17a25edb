namespace Nginx502;

/// <summary>A size of memory over several processes, in bytes. All are 0 where there is no process.</summary>
/// <param name="Average">The mean.</param>
/// <param name="Percentile95">The size that 95 of 100 do not exceed (nearest rank).</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Total">The sum.</param>
public sealed record MemoryStatistics(long Average, long Percentile95, long Maximum, long Total)
{
    private const double Rank = 0.95;

    /// <summary>Of these sizes.</summary>
    public static MemoryStatistics Of(IEnumerable<long> sizes)
    {
        long[] sorted = [.. sizes.Order()];
        return sorted.Length == 0
            ? new MemoryStatistics(0, 0, 0, 0)
            : new MemoryStatistics(sorted.Sum() / sorted.Length, sorted[(int)Math.Ceiling(sorted.Length * Rank) - 1], sorted[^1], sorted.Sum());
    }

    /// <summary>The average and the largest.</summary>
    public override string ToString() => $"{MemoryText.Of(Average)} average, {MemoryText.Of(Percentile95)} p95, {MemoryText.Of(Maximum)} maximum";
}
