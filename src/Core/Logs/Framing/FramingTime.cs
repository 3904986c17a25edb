namespace Nginx502.Logs;

/// <summary>The times that wrappings begin with. Each method gives the length of the time at the start of a line, or 0.</summary>
internal static class FramingTime
{
    /// <summary>RFC 3339 and its ISO 8601 kin: <c>2026-11-23T03:49:06.123456789Z</c>, <c>…+00:00</c>, <c>…+0000</c>.</summary>
    public static int Rfc3339(ReadOnlySpan<byte> line)
    {
        if (!Matches(line, "0000-00-00T00:00:00"u8))
        {
            return 0;
        }

        int length = WithFraction(line, 19);
        ReadOnlySpan<byte> zone = line[length..];
        if (zone.StartsWith("Z"u8))
        {
            return length + 1;
        }

        return zone.IsEmpty || zone[0] is not ((byte)'+' or (byte)'-') ? 0
            : Matches(zone[1..], "00:00"u8) ? length + 6
            : Matches(zone[1..], "0000"u8) ? length + 5
            : Matches(zone[1..], "00"u8) ? length + 3
            : 0;
    }

    /// <summary>The same without a zone, and a space behind it: <c>2026-11-23T03:49:06.123 </c>, without that space.</summary>
    public static int WithoutZone(ReadOnlySpan<byte> line)
    {
        int length = Matches(line, "0000-00-00T00:00:00"u8) ? WithFraction(line, 19) : 0;
        return length > 0 && length < line.Length && line[length] == ' ' ? length : 0;
    }

    /// <summary>RFC 3164 and the journal's <c>short</c> and <c>short-precise</c>: <c>Nov 23 03:49:06</c>, <c>Nov  3 03:49:06.123456</c>.</summary>
    public static int Rfc3164(ReadOnlySpan<byte> line)
    {
        bool hasDay = Matches(line, "Aaa 00 00:00:00"u8) || Matches(line, "Aaa  0 00:00:00"u8);
        return hasDay && "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(line[..3]) % 3 == 0 ? WithFraction(line, 15) : 0;
    }

    /// <summary>The journal's <c>short-full</c> and <c>with-unit</c>: <c>Mon 2026-11-23 03:49:06 UTC</c>.</summary>
    public static int JournalFull(ReadOnlySpan<byte> line)
    {
        if (!Matches(line, "Aaa 0000-00-00 00:00:00"u8))
        {
            return 0;
        }

        int length = WithFraction(line, 23);
        if (length >= line.Length || line[length] != ' ')
        {
            return 0;
        }

        int zone = line[(length + 1)..].IndexOf((byte)' ');
        return zone is >= 1 and <= 6 ? length + 1 + zone : 0;
    }

    /// <summary>The journal's <c>short-unix</c>: <c>1795405746.123456</c>.</summary>
    public static int JournalUnix(ReadOnlySpan<byte> line) =>
        Matches(line, "0000000000.000000 "u8) ? 17 : 0;

    /// <summary>The journal's <c>short-monotonic</c>: <c>[ 5746.123456]</c>.</summary>
    public static int JournalMonotonic(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("["u8))
        {
            return 0;
        }

        ReadOnlySpan<byte> seconds = line[1..].TrimStart((byte)' ');
        int digits = seconds.IndexOfAnyExcept("0123456789"u8);
        return digits > 0 && Matches(seconds[digits..], ".000000]"u8) ? line.Length - seconds.Length + digits + 8 : 0;
    }

    private static int WithFraction(ReadOnlySpan<byte> line, int length)
    {
        if (line.Length < length + 2 || line[length] != '.')
        {
            return length;
        }

        ReadOnlySpan<byte> fraction = line[(length + 1)..];
        int digits = fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? fraction.Length : digits;
        return digits > 0 ? length + 1 + digits : length;
    }

    // In the shape, 0 stands for a digit, A and a for a letter, all else for itself.
    private static bool Matches(ReadOnlySpan<byte> line, ReadOnlySpan<byte> shape)
    {
        if (line.Length < shape.Length)
        {
            return false;
        }

        for (int i = 0; i < shape.Length; i++)
        {
            char letter = (char)line[i];
            bool fits = (char)shape[i] switch
            {
                '0' => char.IsAsciiDigit(letter),
                'A' => char.IsAsciiLetterUpper(letter),
                'a' => char.IsAsciiLetterLower(letter),
                char same => letter == same,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
