namespace Nginx502.FastCgi;

/// <summary>Goes through the lines of a CGI header; they end with LF or CRLF, an empty one ends the header.</summary>
internal ref struct CgiLines
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Begins at the first line.</summary>
    /// <param name="output">The output, no more of it than may be header.</param>
    public CgiLines(ReadOnlySpan<byte> output) => _bytes = output;

    /// <summary>The line as a whole, without its end.</summary>
    public ReadOnlySpan<byte> Line { get; private set; }

    /// <summary>What stands in front of the colon; the whole line when there is none.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>What stands behind the colon, without blanks around it.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The bytes that were gone through.</summary>
    public int Length { get; private set; }

    /// <summary>True once the empty line was reached.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Goes to the next line; false at the empty one, and when there is no further line.</summary>
    public bool MoveNext()
    {
        ReadOnlySpan<byte> rest = _bytes[Length..];
        int end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        Line = end > 0 && rest[end - 1] == '\r' ? rest[..(end - 1)] : rest[..end];
        Length += end + 1;
        HasEnded = Line.IsEmpty;
        int colon = Line.IndexOf((byte)':');
        Name = colon < 0 ? Line : Line[..colon];
        Value = (colon < 0 ? [] : Line[(colon + 1)..]).Trim(" \t"u8);
        return !HasEnded;
    }
}
