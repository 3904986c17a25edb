namespace Nginx502.Logs;

/// <summary>Colour codes (ECMA-48 "select graphic rendition"): ESC, <c>[</c>, digits and semicolons, <c>m</c>.</summary>
internal static class AnsiColour
{
    private const byte Escape = 0x1B;

    /// <summary>The length of the colour codes that a line begins with; 0 when it begins with none.</summary>
    public static int LengthAtStart(ReadOnlySpan<byte> line)
    {
        int length = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = line[length..];
            if (rest.Length < 3 || rest[0] != Escape || rest[1] != '[')
            {
                return length;
            }

            int parameters = rest[2..].IndexOfAnyExcept("0123456789;"u8);
            if (parameters < 0 || rest[2 + parameters] != 'm')
            {
                return length;
            }

            length += 2 + parameters + 1;
        }
    }

    /// <summary>The line without the colour codes at its end.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty && line[^1] == 'm')
        {
            int start = line.LastIndexOf(Escape);
            if (start < 0 || LengthAtStart(line[start..]) != line.Length - start)
            {
                break;
            }

            line = line[..start];
        }

        return line;
    }
}
