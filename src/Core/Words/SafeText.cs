using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nginx502;

/// <summary>
/// Turns what strangers wrote into text that is safe to show: control characters (C0, C1, DEL), line separators and
/// bidirectional controls and characters that nobody sees become visible escapes, bytes that are not UTF-8 become
/// <c>\xHH</c>. A terminal, a mail or a report then shows the text and does not obey it.
/// </summary>
/// <remarks>
/// The zero width joiner and non-joiner (U+200D, U+200C) stay: Persian, the scripts of India and many emoji are not spelled
/// without them.
/// </remarks>
public static class SafeText
{
    // Every character that Escape changes. Sorted by what it does to a terminal, not by number:
    // C0, DEL and C1 move cursors and start sequences; then what reorders or splits lines, and what is not seen at all, by
    // which two texts can look the same and differ.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code))
        + "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF"
        + "\u00AD\u180E\u200B\u2060\u2061\u2062\u2063\u2064\u206A\u206B\u206C\u206D\u206E\u206F\uFFF9\uFFFA\uFFFB");

    // Plane 14 holds tags and selectors only: a whole text can be written in them that is not seen.
    private const int InvisiblePlane = 14;

    /// <summary>Decodes UTF-8 and escapes what is unsafe to show. Never throws.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            string ascii = Encoding.ASCII.GetString(bytes);
            return Escape(ascii);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed);
            if (status == OperationStatus.Done)
            {
                AppendRune(text, rune);
            }
            else
            {
                foreach (byte invalid in bytes[..consumed])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{invalid:X2}");
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    /// <summary>Decodes a line of a file likewise, but leaves its tabulators: they indent, and harm no terminal.</summary>
    public static string DecodeLine(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf((byte)'\t') < 0)
        {
            return Decode(line);
        }

        var text = new StringBuilder(line.Length);
        for (int tabulator = line.IndexOf((byte)'\t'); tabulator >= 0; tabulator = line.IndexOf((byte)'\t'))
        {
            text.Append(Decode(line[..tabulator])).Append('\t');
            line = line[(tabulator + 1)..];
        }

        return text.Append(Decode(line)).ToString();
    }

    /// <summary>Escapes several lines likewise, but leaves the ends of lines and tabulators.</summary>
    public static string EscapeLines(string text) => string.Join('\n', text.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Escape))));

    /// <summary>Escapes what is unsafe to show: LF as <c>\n</c>, TAB as <c>\t</c>, CR as <c>\r</c>, others as <c>\xHH</c>, <c>\uHHHH</c> or <c>\UHHHHHHHH</c>.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Unsafe) < 0 && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            AppendRune(safe, rune);
        }

        return safe.ToString();
    }

    private static void AppendRune(StringBuilder text, Rune rune)
    {
        if (!IsUnsafe(rune))
        {
            text.Append(rune.ToString());
            return;
        }

        _ = rune.Value switch
        {
            '\n' => text.Append("\\n"),
            '\r' => text.Append("\\r"),
            '\t' => text.Append("\\t"),
            < 0x80 => text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
            <= char.MaxValue => text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
            _ => text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
        };
    }

    private static bool IsUnsafe(Rune rune) => rune.IsBmp
        ? Unsafe.Contains((char)rune.Value)
        : rune.Plane == InvisiblePlane || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
