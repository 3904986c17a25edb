namespace Nginx502;

/// <summary>How much load, in which way, and for how long.</summary>
public sealed record LoadOptions
{
    /// <summary>The most requests that are sent; null for as many as the time allows. With <see cref="FindsLimit"/> of one step.</summary>
    public long? Requests { get; init; }

    /// <summary>How many requests are under way at the same time; at a fixed rate, and while a limit is looked for, the most.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>The longest time in which requests are begun; those under way are waited for at most <see cref="Timeout"/> longer. With <see cref="FindsLimit"/> of one step.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests a second, sent when their time comes whatever became of earlier ones; null to send the next when one was answered. With <see cref="FindsLimit"/> the highest.</summary>
    public double? Rate { get; init; }

    /// <summary>True to step up until something fails or is too slow, and to stop there.</summary>
    public bool FindsLimit { get; init; }

    /// <summary>What 95 of 100 requests may take at most; null for no bound.</summary>
    public TimeSpan? MaxLatency { get; init; }

    /// <summary>The longest time of one request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time that all of it takes.</summary>
    public TimeSpan LongestTime => (Duration + Timeout) * (FindsLimit ? Steps().Count : 1);

    /// <summary>The steps: the concurrency and, at a fixed rate, the rate of each.</summary>
    public IReadOnlyList<(int Concurrency, double? Rate)> Steps() => !FindsLimit ? [(Concurrency, Rate)]
        : Rate is { } rate ? [.. Load.LoadLadder.Rates(rate).Select(step => (Concurrency, (double?)step))]
        : [.. Load.LoadLadder.Concurrencies(Concurrency).Select(step => (step, (double?)null))];
}
