namespace Nginx502.Logs;

/// <summary>What one segment gave.</summary>
/// <param name="Entries">The wanted entries, in order.</param>
/// <param name="LineEnds">How many lines end within the segment.</param>
/// <param name="Bytes">How many bytes the segment owns.</param>
/// <param name="Origin">The entries' line origin, whose number the next in order sets.</param>
internal readonly record struct SegmentResult<TEntry>(IReadOnlyList<TEntry> Entries, long LineEnds, int Bytes, LineOrigin Origin);
