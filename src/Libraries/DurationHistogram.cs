using HdrHistogram;

namespace Nginx502.Libraries;

/// <summary>Counts durations with HdrHistogram, in ticks of 100 ns.</summary>
internal sealed class DurationHistogram : IHistogram
{
    private const long Longest = TimeSpan.TicksPerHour;
    private const int Digits = 3;

    private readonly LongHistogram _histogram = new(Longest, Digits);

    /// <inheritdoc/>
    public long Count => _histogram.TotalCount;

    /// <inheritdoc/>
    public void Record(TimeSpan duration) => _histogram.RecordValue(Math.Clamp(duration.Ticks, 0, Longest));

    /// <inheritdoc/>
    public TimeSpan At(double percentile) => Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(_histogram.GetValueAtPercentile(percentile));
}
