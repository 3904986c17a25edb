namespace Nginx502.Logs;

/// <summary>
/// What is around a line without being a wrapping: NUL blocks (a file system that lost the data of a crash, not its length),
/// a byte order mark, colour codes, the CR of CRLF.
/// </summary>
internal static class LineRemains
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Removes them; false when there are none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line)
    {
        int before = line.Length;
        int written = line.IndexOfAnyExcept((byte)0);
        line = written < 0 ? [] : line[written..];

        if (line.StartsWith(ByteOrderMark))
        {
            line = line[ByteOrderMark.Length..];
        }

        line = line.TrimEnd("\r\n"u8);
        int colour = AnsiColour.LengthAtStart(line);
        if (colour > 0)
        {
            line = AnsiColour.TrimEnd(line[colour..]);
        }

        return line.Length != before;
    }
}
