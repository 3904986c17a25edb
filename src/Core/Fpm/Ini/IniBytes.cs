using System.Buffers;

namespace Nginx502.Fpm;

/// <summary>The classes of bytes that PHP's scanner knows (php-src: Zend/zend_ini_scanner.l, its definitions).</summary>
internal static class IniBytes
{
    private static readonly SearchValues<byte> Tokens = SearchValues.Create(":,.[]\"'()&|^+-/*=%$!~<>?@{}"u8);
    private static readonly SearchValues<byte> NoLabel = SearchValues.Create("=\n\r\t;&|^$~(){}!\"["u8);
    private static readonly SearchValues<byte> NoValue = SearchValues.Create("$= \t\n\r;&|^~()!\"'\0"u8);
    private static readonly SearchValues<byte> NoBracket = SearchValues.Create("$\n\r;\"']\\"u8);
    private static readonly SearchValues<byte> NoFallback = SearchValues.Create("$\n\r;\"'}\\"u8);

    /// <summary>TOKENS: stands for itself outside of values.</summary>
    public static bool IsToken(byte letter) => Tokens.Contains(letter);

    /// <summary>LABEL: part of a name.</summary>
    public static bool IsLabelByte(byte letter) => !NoLabel.Contains(letter);

    /// <summary>OPERATORS.</summary>
    public static bool IsOperator(byte letter) => letter is (byte)'&' or (byte)'|' or (byte)'^' or (byte)'~' or (byte)'(' or (byte)')' or (byte)'!';

    /// <summary>VALUE_CHARS, without the dollar.</summary>
    public static bool IsValueByte(byte letter) => !NoValue.Contains(letter);

    /// <summary>SECTION_VALUE_CHARS, without the dollar and escapes.</summary>
    public static bool IsBracketByte(byte letter) => !NoBracket.Contains(letter);

    /// <summary>FALLBACK_CHARS, without the dollar and escapes.</summary>
    public static bool IsFallbackByte(byte letter) => !NoFallback.Contains(letter);

    /// <summary>CONSTANT: a word that may name a constant.</summary>
    public static bool IsConstant(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetter((char)text[0]) || text[0] == '_'))
        {
            return false;
        }

        foreach (byte letter in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != '_')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>NUMBER: digits with a sign, or digits around a point.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        bool isSigned = !text.IsEmpty && text[0] == '-';
        int points = 0;
        int digits = 0;
        foreach (byte letter in isSigned ? text[1..] : text)
        {
            points += letter == '.' ? 1 : 0;
            digits += char.IsAsciiDigit((char)letter) ? 1 : 0;
        }

        return digits > 0 && points <= 1 && digits + points + (isSigned ? 1 : 0) == text.Length && !(isSigned && points > 0);
    }
}
