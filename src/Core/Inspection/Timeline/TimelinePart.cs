namespace Nginx502.Inspection;

/// <summary>What one source found between two moments.</summary>
/// <param name="since">The beginning, local.</param>
/// <param name="until">The end, local.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class TimelinePart(DateTime since, DateTime until, CancellationToken cancellationToken)
{
    // More than a person reads; a source that gives more keeps the latest.
    private const int MaxEvents = 2000;

    private readonly List<TimelineEvent> _events = [];

    /// <summary>The beginning, local.</summary>
    public DateTime Since { get; } = since;

    /// <summary>From when on the error logs of nginx are read, local.</summary>
    public DateTime ErrorLogsSince { get; init; } = since;

    /// <summary>How long looking may take; null for no limit.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The end, local.</summary>
    public DateTime Until { get; } = until;

    /// <summary>Ends the reading.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What the kernel told.</summary>
    public List<KernelEvent> KernelEvents { get; } = [];

    /// <summary>What could not be seen.</summary>
    public List<NotSeen> Gaps { get; } = [];

    /// <summary>The events, at most so many.</summary>
    public IReadOnlyList<TimelineEvent> Events(string what)
    {
        if (_events.Count <= MaxEvents)
        {
            return _events;
        }

        Gaps.Add(new NotSeen($"{_events.Count - MaxEvents} earlier events of {what}", "there were very many", "Ask for a shorter time with -Since and -Until."));
        return [.. _events.OrderByDescending(found => found.Time).Take(MaxEvents)];
    }

    /// <summary>True for a moment between the two.</summary>
    public bool Contains(DateTime time) => time >= Since && time <= Until;

    /// <summary>Takes an event; one that lies outside is left out.</summary>
    public void Add(TimelineEvent found)
    {
        if (Contains(found.Time) || (found.Until is { } end && found.Time < Since && Contains(end)))
        {
            _events.Add(found);
        }
    }
}
