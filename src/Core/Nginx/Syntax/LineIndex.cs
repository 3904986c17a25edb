namespace Nginx502.Nginx;

/// <summary>Where the lines of a file begin.</summary>
internal sealed class LineIndex
{
    // The line feeds in order.
    private readonly int[] _ends;

    /// <summary>Finds the lines.</summary>
    public LineIndex(ReadOnlySpan<byte> bytes)
    {
        _ends = new int[bytes.Count((byte)'\n')];
        int from = 0;
        for (int line = 0; line < _ends.Length; line++)
        {
            from += bytes[from..].IndexOf((byte)'\n') + 1;
            _ends[line] = from - 1;
        }
    }

    /// <summary>The line of a byte, from 1; a line feed ends its line.</summary>
    public int LineOf(int offset)
    {
        int found = Array.BinarySearch(_ends, offset);
        return (found < 0 ? ~found : found) + 1;
    }

    /// <summary>The first byte of a line.</summary>
    /// <param name="line">The line, from 1.</param>
    public int StartOf(int line) => line == 1 ? 0 : _ends[line - 2] + 1;

    /// <summary>The place of a byte within its line, from 1.</summary>
    public int ColumnOf(int offset) => offset - StartOf(LineOf(offset)) + 1;
}
