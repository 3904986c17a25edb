namespace Nginx502.Inspection;

/// <summary>One place that tells of what happened. It reads, bounded in time and size; what it cannot see, it says; when it fails, the others do not.</summary>
internal abstract class TimelineSource
{
    /// <summary>What it tells of, for what is said when it fails: "what packages were changed".</summary>
    public abstract string What { get; }

    /// <summary>The kinds of events that it gives.</summary>
    public abstract IReadOnlyList<TimelineEventKind> Kinds { get; }

    /// <summary>Reads it.</summary>
    /// <param name="part">Takes what was found.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public abstract void Read(TimelinePart part);
}
