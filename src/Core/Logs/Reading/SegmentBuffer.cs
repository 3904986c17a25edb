namespace Nginx502.Logs;

/// <summary>
/// The bytes of one segment of a log: those that the segment owns, and as many behind them as its last record needs.
/// </summary>
internal abstract class SegmentBuffer
{
    private const int ExtensionBytes = 8 * 1024;

    /// <summary>The segment's bytes, then the extension's.</summary>
    protected byte[] Storage { get; } = GC.AllocateUninitializedArray<byte>(RecordLimits.SegmentBytes + (2 * RecordLimits.MaxRecordBytes));

    /// <summary>How many bytes of <see cref="Storage"/> are filled.</summary>
    protected int Filled { get; set; }

    /// <summary>The bytes that are there now: owned ones, then those of the extension.</summary>
    public ReadOnlySpan<byte> Bytes => Storage.AsSpan(0, Filled);

    /// <summary>How many of the bytes belong to this segment.</summary>
    public int Owned { get; protected set; }

    /// <summary>Where the segment begins in the unpacked source.</summary>
    public long Offset { get; protected set; }

    /// <summary>True when the first byte begins a line.</summary>
    public bool StartsLine { get; protected set; }

    /// <summary>
    /// True when a line begins in the segment before. Where none does, that segment lies within one endless line, and gave
    /// nothing: not even the lines behind it that a segment leaves to the one before.
    /// </summary>
    public abstract bool FollowsLineStart { get; }

    /// <summary>Reads on behind the segment; false at the end of the source or when the limit is reached.</summary>
    public bool Extend()
    {
        int room = Math.Min(ExtensionBytes, Storage.Length - Filled);
        if (room == 0)
        {
            return false;
        }

        int read = ReadBehind(Storage.AsSpan(Filled, room));
        Filled += read;
        return read > 0;
    }

    /// <summary>Reads what follows the filled bytes.</summary>
    protected abstract int ReadBehind(Span<byte> destination);
}
