namespace Nginx502.Logs;

/// <summary>Segments of a stream, one after the other; what a segment read beyond itself begins the next one.</summary>
internal sealed class StreamSegmentBuffer(Stream stream) : SegmentBuffer
{
    private bool _previousEndedLine = true;
    private bool _previousBeganLine = true;

    /// <inheritdoc/>
    public override bool FollowsLineStart => _previousBeganLine;

    /// <summary>Reads the next segment; false at the end.</summary>
    public bool LoadNext()
    {
        if (Owned > 0)
        {
            _previousBeganLine = Offset == 0 || Storage.AsSpan(0, Owned).Contains((byte)'\n');
            _previousEndedLine = Storage[Owned - 1] == (byte)'\n';
        }

        int kept = Filled - Owned;
        Storage.AsSpan(Owned, kept).CopyTo(Storage);
        Offset += Owned;
        Filled = kept;
        while (Filled < RecordLimits.SegmentBytes)
        {
            int read = stream.Read(Storage, Filled, RecordLimits.SegmentBytes - Filled);
            if (read == 0)
            {
                break;
            }

            Filled += read;
        }

        Owned = Math.Min(Filled, RecordLimits.SegmentBytes);
        StartsLine = _previousEndedLine;
        return Owned > 0;
    }

    /// <inheritdoc/>
    protected override int ReadBehind(Span<byte> destination) => stream.Read(destination);
}
