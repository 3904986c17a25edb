using System.Text.RegularExpressions;

namespace Nginx502.Nginx;

/// <summary>Masks texts of which it is not known what they are: words of other modules, programs, comments, remains.</summary>
internal static class UnknownText
{
    private const int LeastKeyLength = 16;

    private static readonly Regex Literal = new("\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'|\\[(=*)\\[.*?\\]\\1\\]", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private static readonly Regex Token = new(@"[A-Za-z0-9+/=_.\-]{16,}", RegexOptions.CultureInvariant);

    /// <summary>A program: all its literals are masked.</summary>
    public static string MaskProgram(string text) =>
        SecretText.MaskCredentials(Literal.Replace(text, literal => literal.Length > 2 ? literal.Value[0] + MaskOf(literal.Value) + literal.Value[^1] : literal.Value));

    /// <summary>A mask in each line of a text, so that lines can be compared; what ends with its line begins no further one.</summary>
    public static string MaskOf(string text)
    {
        string end = text.EndsWith('\n') ? "\n" : string.Empty;
        int lines = text.Count(letter => letter == '\n') + 1 - end.Length;
        return string.Join('\n', Enumerable.Repeat(SecretText.Mask, lines)) + end;
    }

    /// <summary>A word of a directive that is not known: texts in quotes and what looks like a key are masked.</summary>
    public static string MaskWord(string text)
    {
        bool isQuoted = text.Length > 2 && text[0] is '"' or '\'';
        bool isHarmless = HarmlessText.IsHarmlessValue(text.Trim('"', '\'')) || text.Contains('$', StringComparison.Ordinal);
        return isQuoted && !isHarmless ? SecretText.Mask : MaskSentence(text);
    }

    /// <summary>A part of a line that could not be read.</summary>
    public static string MaskFragment(string text) => text[0] is '"' or '\'' ? text[0] + MaskOf(text) : MaskProgram(MaskSentence(text));

    /// <summary>A sentence: credentials and what looks like a key are masked.</summary>
    public static string MaskSentence(string text) =>
        Token.Replace(SecretText.MaskCredentials(text), token => LooksLikeKey(token.Value) ? SecretText.Mask : token.Value);

    // Long, of letters and digits mixed, and no path or name with parts that words are made of.
    private static bool LooksLikeKey(string text) =>
        text.Length >= LeastKeyLength && !text.StartsWith('/') && !text.Contains("://", StringComparison.Ordinal)
        && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter)
        && text.Split('/', '.', '-', '_').Any(part => part.Length >= LeastKeyLength / 2 && part.Any(char.IsAsciiDigit) && part.Any(char.IsAsciiLetter));
}
