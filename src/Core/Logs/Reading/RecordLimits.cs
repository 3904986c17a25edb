namespace Nginx502.Logs;

/// <summary>What bounds the memory of a reading, whatever a file holds.</summary>
internal static class RecordLimits
{
    /// <summary>A record's bytes that are kept; the rest of it is skipped (nginx lines have at most 2048 bytes, PHP's traces more).</summary>
    public const int MaxRecordBytes = ushort.MaxValue;

    /// <summary>How much of a file one worker takes at a time at most: it fits into the second-level cache.</summary>
    public const int SegmentBytes = 512 * 1024;

    /// <summary>
    /// How much it takes where every record may become an object: few objects live at a time then, and the garbage collector
    /// finds next to nothing to copy. With four times as much it took half of the time of reading a log of errors alone.
    /// </summary>
    public const int EntrySegmentBytes = 128 * 1024;
}
