namespace Nginx502;

/// <summary>What is wanted of a timeline.</summary>
public sealed record TimelineOptions
{
    /// <summary>How far is looked back when nothing is said.</summary>
    public static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(24);

    /// <summary>The beginning, Kind Local.</summary>
    public DateTime Since { get; init; } = DateTime.Now - DefaultSpan;

    /// <summary>From when on the error logs of nginx are read, Kind Local; null for the beginning.</summary>
    public DateTime? ErrorLogsSince { get; init; }

    /// <summary>The end, Kind Local; null for now.</summary>
    public DateTime? Until { get; init; }

    /// <summary>How long looking may take; null for no limit. A source that is not done by then is named, and the others are kept.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The kinds that are wanted; empty for all. What gives none of them is not looked at.</summary>
    public IReadOnlyList<TimelineEventKind> Kinds { get; init; } = [];

    /// <summary>Events that are told by others than the machine: the acts of this module itself.</summary>
    public IReadOnlyList<TimelineEvent> Changes { get; init; } = [];

    /// <summary>True when a kind is wanted.</summary>
    public bool Wants(TimelineEventKind kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}
