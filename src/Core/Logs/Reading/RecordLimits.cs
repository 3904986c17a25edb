namespace Nginx502.Logs;

/// <summary>What bounds the memory of a reading, whatever a file holds.</summary>
internal static class RecordLimits
{
    /// <summary>A record's bytes that are kept; the rest of it is skipped (nginx lines have at most 2048 bytes, PHP's traces more).</summary>
    public const int MaxRecordBytes = ushort.MaxValue;

    /// <summary>How much of a file one worker takes at a time: it fits into the second-level cache beside its results.</summary>
    public const int SegmentBytes = 512 * 1024;
}
