namespace Nginx502.Logs;

/// <summary>Segments of a plain file, at any offset.</summary>
/// <param name="segmentBytes">How long the segments of the file are.</param>
internal sealed class FileSegmentBuffer(int segmentBytes) : SegmentBuffer
{
    private LogFile? _file;

    /// <inheritdoc/>
    public override bool FollowsLineStart
    {
        get
        {
            int length = (int)Math.Min(segmentBytes, Offset);
            byte[] before = new byte[length];
            int read = RandomAccess.Read(_file!.Handle, before, Offset - length);
            return Offset == length || before.AsSpan(0, read).Contains((byte)'\n');
        }
    }

    /// <summary>Reads the segment; false when the file has become too short for it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The segment's first byte.</param>
    /// <param name="length">How many bytes it owns.</param>
    public bool Load(LogFile file, long offset, int length)
    {
        _file = file;
        Offset = offset;
        Filled = 0;
        while (Filled < length)
        {
            int read = RandomAccess.Read(file.Handle, Storage.AsSpan(Filled, length - Filled), offset + Filled);
            if (read == 0)
            {
                break;
            }

            Filled += read;
        }

        Owned = Filled;
        StartsLine = offset == 0 || EndsLine(file, offset - 1);
        return Owned > 0;
    }

    /// <inheritdoc/>
    protected override int ReadBehind(Span<byte> destination) =>
        RandomAccess.Read(_file!.Handle, destination, Offset + Filled);

    private static bool EndsLine(LogFile file, long offset)
    {
        Span<byte> before = stackalloc byte[1];
        return RandomAccess.Read(file.Handle, before, offset) == 1 && before[0] == (byte)'\n';
    }
}
