using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nginx502;

/// <summary>
/// Turns what strangers wrote into text that is safe to show: control characters (C0, C1, DEL), line separators and
/// bidirectional controls become visible escapes, bytes that are not UTF-8 become <c>\xHH</c>. A terminal, a mail or a
/// report then shows the text and does not obey it.
/// </summary>
public static class SafeText
{
    // Every character that Escape changes. Sorted by what it does to a terminal, not by number:
    // C0, DEL and C1 move cursors and start sequences; the others reorder or split lines.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code))
        + "\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF");

    /// <summary>Decodes UTF-8 and escapes what is unsafe to show. Never throws.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            string ascii = Encoding.ASCII.GetString(bytes);
            return ascii.AsSpan().IndexOfAny(Unsafe) < 0 ? ascii : Escape(ascii);
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

    /// <summary>Escapes what is unsafe to show: LF as <c>\n</c>, TAB as <c>\t</c>, CR as <c>\r</c>, others as <c>\xHH</c> or <c>\uHHHH</c>.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Unsafe) < 0)
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
        if (!rune.IsBmp || !Unsafe.Contains((char)rune.Value))
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
            _ => text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
        };
    }
}
