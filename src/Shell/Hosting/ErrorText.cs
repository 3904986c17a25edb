using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nginx502.Shell.Hosting;

/// <summary>
/// Makes the text of errors safe to show. The engine repeats in them what it was given, which may hold what moves a cursor or
/// reorders a line.
/// </summary>
internal static partial class ErrorText
{
    /// <summary>
    /// Escapes control characters, line separators and bidirectional controls, all but the ends of lines, tabs and the sequences
    /// that set colours, which the engine's own view of errors has.
    /// </summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        int start = 0;
        foreach (ValueMatch colour in Colour().EnumerateMatches(text))
        {
            Append(safe, text.AsSpan(start, colour.Index - start));
            safe.Append(text, colour.Index, colour.Length);
            start = colour.Index + colour.Length;
        }

        Append(safe, text.AsSpan(start));
        return safe.ToString();
    }

    private static void Append(StringBuilder safe, ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            _ = character switch
            {
                '\n' or '\t' => safe.Append(character),
                < ' ' or '\x7f' => safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}"),
                (>= '\u0080' and <= '\u009f') or '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' =>
                    safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => safe.Append(character),
            };
        }
    }

    // ECMA-48: SGR.
    [GeneratedRegex("\u001b\\[[0-9;:]*m")]
    private static partial Regex Colour();
}
