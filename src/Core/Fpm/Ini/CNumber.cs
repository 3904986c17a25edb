namespace Nginx502.Fpm;

/// <summary>Numbers as C's library reads them from a text.</summary>
internal static class CNumber
{
    /// <summary>atoi(3) of glibc: blanks, a sign, digits; the rest does not matter. What is too large for a long is the largest one, and is then cut to 32 bits.</summary>
    public static int Atoi(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.TrimStart(" \t\n\v\f\r");
        bool isNegative = !rest.IsEmpty && rest[0] == '-';
        if (!rest.IsEmpty && rest[0] is '-' or '+')
        {
            rest = rest[1..];
        }

        UInt128 number = 0;
        UInt128 largest = isNegative ? (UInt128)long.MaxValue + 1 : (UInt128)long.MaxValue;
        foreach (char letter in rest)
        {
            if (!char.IsAsciiDigit(letter))
            {
                break;
            }

            number = UInt128.Min((number * 10) + (uint)(letter - '0'), largest);
        }

        long value = isNegative ? unchecked(-(long)(ulong)number) : (long)number;
        return unchecked((int)value);
    }

    /// <summary>strtoul(3) with base 8: as many octal digits as there are; 0 when there are none.</summary>
    public static ulong Octal(ReadOnlySpan<char> text)
    {
        ulong number = 0;
        foreach (char letter in text.TrimStart(" \t\n\v\f\r"))
        {
            if (letter is < '0' or > '7' || number > ulong.MaxValue >> 3)
            {
                break;
            }

            number = (number << 3) | (uint)(letter - '0');
        }

        return number;
    }
}
