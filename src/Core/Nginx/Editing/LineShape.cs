using System.Text;

namespace Nginx502.Nginx;

/// <summary>How the lines of a file look around a stretch of it: what a new line has to look like, and what goes with an old one.</summary>
/// <param name="file">The file.</param>
internal sealed class LineShape(SyntaxFile file)
{
    private static readonly byte[] Blanks = [(byte)' ', (byte)'\t', (byte)'\r'];

    /// <summary>How the file ends its lines.</summary>
    public string LineEnd { get; } = file.Bytes.IndexOf((byte)'\n') is int feed and > 0 && file.Bytes[feed - 1] == '\r' ? "\r\n" : "\n";

    /// <summary>True when nothing but blanks stands before a byte in its line.</summary>
    public bool BeginsLine(int at) => file.Bytes[LineStart(at)..at].IndexOfAnyExcept(Blanks) < 0;

    /// <summary>True when nothing but blanks or a comment stands behind a byte in its line.</summary>
    public bool EndsLine(int end)
    {
        ReadOnlySpan<byte> rest = file.Bytes[end..LineStop(end)].TrimStart(Blanks);
        return rest.IsEmpty || rest[0] == '#';
    }

    /// <summary>The blanks that the line of a byte begins with.</summary>
    public string Indentation(int at)
    {
        ReadOnlySpan<byte> line = file.Bytes[LineStart(at)..at];
        int length = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return Encoding.ASCII.GetString(length < 0 ? line : line[..length]);
    }

    /// <summary>The first byte of the line of a byte.</summary>
    public int LineStart(int at) => file.Bytes[..at].LastIndexOf((byte)'\n') + 1;

    /// <summary>The line feed that ends the line of a byte, or the file's length.</summary>
    public int LineStop(int at)
    {
        int feed = file.Bytes[at..].IndexOf((byte)'\n');
        return feed < 0 ? file.Bytes.Length : at + feed;
    }

    /// <summary>Puts a text behind a stretch: a line of its own behind a stretch that has lines of its own, else in the same line.</summary>
    /// <param name="start">The first byte of the stretch.</param>
    /// <param name="end">The byte behind it.</param>
    /// <param name="text">The text, without blanks and line ends around it.</param>
    public TextEdit Behind(int start, int end, string text)
    {
        if (!BeginsLine(start) || !EndsLine(end))
        {
            return new TextEdit(file, end, 0, " " + text);
        }

        int stop = LineStop(end);
        string indented = Indentation(start) + text;
        return stop == file.Bytes.Length
            ? new TextEdit(file, stop, 0, LineEnd + indented)
            : new TextEdit(file, stop + 1, 0, indented + LineEnd);
    }

    /// <summary>Takes a stretch away: with its lines when nothing else stands in them, else with the blanks beside it.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte behind it.</param>
    public TextEdit Without(int start, int end)
    {
        int stop = LineStop(end);
        bool isAlone = BeginsLine(start) && file.Bytes[end..stop].IndexOfAnyExcept(Blanks) < 0;
        if (isAlone)
        {
            int first = LineStart(start);

            // Of the last line, which no line feed ends, the one before it goes.
            return stop < file.Bytes.Length
                ? new TextEdit(file, first, stop + 1 - first, string.Empty)
                : new TextEdit(file, Math.Max(first - LineEnd.Length, 0), stop - Math.Max(first - LineEnd.Length, 0), string.Empty);
        }

        // At the beginning of a line the blanks before it are the line's, and those behind it go.
        (int from, int to) = (start, end);
        bool beginsLine = BeginsLine(start);
        while (beginsLine && to < stop && file.Bytes[to] is (byte)' ' or (byte)'\t')
        {
            to++;
        }

        while (!beginsLine && from > 0 && file.Bytes[from - 1] is (byte)' ' or (byte)'\t')
        {
            from--;
        }

        return new TextEdit(file, from, to - from, string.Empty);
    }
}
