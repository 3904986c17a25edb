namespace Nginx502;

/// <summary>What workers of php-fpm did over a short time: two looks, and what the second one saw.</summary>
public sealed record FpmWorkerSample
{
    /// <summary>When the second look was, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>The time between the two looks.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>The workers in the order in which they were asked for.</summary>
    public IReadOnlyList<FpmWorkerActivity> Workers { get; init; } = [];

    /// <summary>What could not be seen of them, once for all.</summary>
    public IReadOnlyList<NotSeen> NotSeen { get; init; } = [];
}
