using System.Text;

namespace Nginx502.Nginx;

/// <summary>
/// From the bytes of a word to the text that nginx takes it for, and back (nginx: src/core/ngx_conf_file.c, ngx_conf_read_token).
/// A backslash is undone before quotes, another backslash, <c>t</c>, <c>r</c> and <c>n</c>; before anything else it stays.
/// </summary>
internal static class WordText
{
    /// <summary>The text of a word, UTF-8; bytes that are none become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> file, SyntaxWord word)
    {
        ReadOnlySpan<byte> content = word.Content(file);
        return word.HasBackslash ? Encoding.UTF8.GetString(Unescape(content)) : Encoding.UTF8.GetString(content);
    }

    /// <summary>The bytes that nginx takes a word for.</summary>
    public static ReadOnlySpan<byte> DecodeBytes(ReadOnlySpan<byte> file, SyntaxWord word)
    {
        ReadOnlySpan<byte> content = word.Content(file);
        return word.HasBackslash ? Unescape(content) : content;
    }

    /// <summary>A text as a word that nginx reads back as that text, in quotes only where it must be.</summary>
    public static string Encode(string text)
    {
        if (IsPlain(Encoding.UTF8.GetBytes(text)))
        {
            return text;
        }

        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char letter in text)
        {
            _ = letter is '"' or '\\' ? quoted.Append('\\').Append(letter) : quoted.Append(letter);
        }

        return quoted.Append('"').ToString();
    }

    // A word that nginx takes as it stands, to its end.
    private static bool IsPlain(byte[] text)
    {
        if (text.Length == 0 || text[0] is (byte)'}' or (byte)'#' or (byte)'"' or (byte)'\'' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)';' or (byte)'{')
        {
            return false;
        }

        WordReading word = new WordReader(text, int.MaxValue).Read(0);
        return word.End == text.Length && (word.Traits & SyntaxWordTraits.Backslash) == 0;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> content)
    {
        byte[] text = new byte[content.Length];
        int length = 0;
        for (int at = 0; at < content.Length; at++)
        {
            byte next = content[at] == '\\' && at + 1 < content.Length ? content[at + 1] : (byte)0;
            (byte letter, bool isPair) = next switch
            {
                (byte)'"' or (byte)'\'' or (byte)'\\' => (next, true),
                (byte)'t' => ((byte)'\t', true),
                (byte)'r' => ((byte)'\r', true),
                (byte)'n' => ((byte)'\n', true),
                _ => (content[at], false),
            };
            text[length++] = letter;
            at += isPair ? 1 : 0;
        }

        return text[..length];
    }
}
