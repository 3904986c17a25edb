namespace Nginx502.Libraries;

/// <summary>Counts durations in buckets of equal relative width. For one thread at a time.</summary>
public interface IHistogram
{
    /// <summary>How many were recorded.</summary>
    long Count { get; }

    /// <summary>Records one; what is longer than an hour counts as an hour.</summary>
    /// <param name="duration">The duration; one below zero counts as zero.</param>
    void Record(TimeSpan duration);

    /// <summary>The duration that this share of all was not above, exact to three digits; zero when nothing was recorded.</summary>
    /// <param name="percentile">The share, 0 to 100.</param>
    TimeSpan At(double percentile);
}
