using System.Collections.Concurrent;

namespace Nginx502.Inspection;

/// <summary>What collectors that run side by side could not look at.</summary>
internal sealed class SnapshotGaps
{
    private readonly ConcurrentQueue<NotSeen> _gaps = [];

    /// <summary>All of it, each once.</summary>
    public NotSeen[] All => [.. _gaps.Distinct()];

    /// <summary>Adds one.</summary>
    public void Add(NotSeen gap) => _gaps.Enqueue(gap);
}
