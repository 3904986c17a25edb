using System.Buffers.Text;
using System.Text;

namespace Nginx502.Logs;

/// <summary>One escape of a JSON string (RFC 8259, section 7).</summary>
internal static class JsonEscape
{
    private const int UnitLength = 6;

    /// <summary>Decodes the escape that a text begins with. What is no escape, or was cut, stays as it is.</summary>
    /// <param name="text">Begins with a backslash.</param>
    /// <param name="destination">At least as long as the text.</param>
    /// <param name="written">Bytes written: never more than are consumed.</param>
    /// <returns>Bytes consumed, at least one.</returns>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 1;
        if (text.Length == 1)
        {
            destination[0] = text[0];
            return 1;
        }

        char? simple = (char)text[1] switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            _ => null,
        };
        if (simple is char plain)
        {
            destination[0] = (byte)plain;
            return 2;
        }

        if (!TryReadUnit(text, out char unit))
        {
            destination[0] = text[0];
            return 1;
        }

        int consumed = UnitLength;
        if (!Rune.TryCreate(unit, out Rune rune))
        {
            rune = Rune.ReplacementChar;
            if (TryReadUnit(text[UnitLength..], out char low) && Rune.TryCreate(unit, low, out Rune pair))
            {
                rune = pair;
                consumed += UnitLength;
            }
        }

        written = rune.EncodeToUtf8(destination);
        return consumed;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < UnitLength || text[0] != '\\' || text[1] != 'u'
            || !Utf8Parser.TryParse(text[2..UnitLength], out ushort value, out int used, 'x') || used != UnitLength - 2)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
