using System.Text;

namespace Nginx502.Recovery;

/// <summary>The lines of a file's bytes, each with its end, to compare them as they are and to show them safely.</summary>
internal sealed class FileLines
{
    private readonly List<byte[]> _lines = [];
    private readonly Func<string, string> _mask;

    /// <summary>Cuts bytes into lines.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="mask">Takes secrets out of a line.</param>
    public FileLines(ReadOnlySpan<byte> content, Func<string, string> mask)
    {
        _mask = mask;
        while (!content.IsEmpty)
        {
            int end = content.IndexOf((byte)'\n') + 1;
            int length = end == 0 ? content.Length : end;
            _lines.Add(content[..length].ToArray());
            content = content[length..];
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _lines.Count;

    /// <summary>Gives each line of two files a number, equal ones the same. A line without an end is another than one with it.</summary>
    public static (int[] Old, int[] Now) Number(FileLines old, FileLines now)
    {
        // Latin-1 gives each byte a character of its own, so texts are equal when bytes are.
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return (NumbersOf(old), NumbersOf(now));

        int[] NumbersOf(FileLines lines) => lines._lines.ConvertAll(line =>
        {
            string key = Encoding.Latin1.GetString(line);
            if (!numbers.TryGetValue(key, out int number))
            {
                number = numbers.Count;
                numbers.Add(key, number);
            }

            return number;
        }).ToArray();
    }

    /// <summary>Adds lines to a diff, each behind a sign.</summary>
    public void Append(StringBuilder text, char sign, int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            ReadOnlySpan<byte> line = _lines[index];
            bool hasEnd = line[^1] == (byte)'\n';
            text.Append(sign).Append(_mask(SafeText.DecodeLine(hasEnd ? line[..^1] : line))).Append('\n');
            if (!hasEnd)
            {
                text.Append("\\ No newline at end of file\n");
            }
        }
    }
}
