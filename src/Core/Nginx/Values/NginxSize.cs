using System.Globalization;

namespace Nginx502.Nginx;

/// <summary>Numbers and sizes as nginx reads them (nginx: src/core/ngx_parse.c, src/core/ngx_string.c, ngx_atoi).</summary>
internal static class NginxSize
{
    /// <summary>Reads a decimal number; false for signs, blanks, other letters, and what is too large.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Reads a size in bytes, <c>k</c> and <c>m</c> behind it allowed.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes) => TryParse(text, allowsGigabytes: false, out bytes);

    /// <summary>Reads an offset in bytes, <c>k</c>, <c>m</c> and <c>g</c> behind it allowed.</summary>
    public static bool TryParseOffset(ReadOnlySpan<char> text, out long bytes) => TryParse(text, allowsGigabytes: true, out bytes);

    /// <summary>A size as nginx reads it back, as short as it goes: <c>16k</c>.</summary>
    public static string Format(long bytes) => bytes switch
    {
        > 0 when bytes % (1024 * 1024) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)}m"),
        > 0 when bytes % 1024 == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}k"),
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };

    private static bool TryParse(ReadOnlySpan<char> text, bool allowsGigabytes, out long bytes)
    {
        bytes = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        int shift = text[^1] switch
        {
            'k' or 'K' => 10,
            'm' or 'M' => 20,
            'g' or 'G' when allowsGigabytes => 30,
            _ => 0,
        };
        if (!TryParseNumber(shift == 0 ? text : text[..^1], out long number) || number > long.MaxValue >> shift)
        {
            return false;
        }

        bytes = number << shift;
        return true;
    }
}
