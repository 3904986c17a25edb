using System.Globalization;

namespace Nginx502;

/// <summary>
/// Sizes as people, nginx and php.ini write them: a bare number is bytes; <c>16k</c>, <c>512M</c>, <c>2G</c>, <c>1T</c>
/// with or without a final <c>B</c> or <c>iB</c>, in powers of 1024 (nginx: src/core/ngx_parse.c, ngx_parse_size).
/// </summary>
public static class ByteSizeText
{
    /// <summary>The forms that <see cref="TryParse"/> takes, for messages.</summary>
    public const string AcceptedForms = "bytes (4096), or 16k, 512M, 2G, 1T (powers of 1024)";

    /// <summary>Reads a size in bytes; false when the text is none, is negative or is too large for a <see cref="long"/>.</summary>
    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int digits = rest.IndexOfAnyExcept("0123456789.");
        ReadOnlySpan<char> unit = digits < 0 ? [] : rest[digits..].Trim();
        ReadOnlySpan<char> number = digits < 0 ? rest : rest[..digits];
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            return false;
        }

        int power = unit.ToString().ToUpperInvariant() switch
        {
            "" or "B" => 0,
            "K" or "KB" or "KIB" => 1,
            "M" or "MB" or "MIB" => 2,
            "G" or "GB" or "GIB" => 3,
            "T" or "TB" or "TIB" => 4,
            _ => -1,
        };
        if (power < 0 || value > long.MaxValue >> (10 * power))
        {
            return false;
        }

        bytes = (long)(value * (1L << (10 * power)));
        return true;
    }
}
