namespace Nginx502.Linux;

/// <summary>A bracket of a file name's pattern: <c>[a-z0]</c>, <c>[!a]</c>, <c>[^a]</c>, <c>[[:alpha:]_]</c> (glibc: posix/fnmatch_loop.c, in the C locale).</summary>
internal static class FileNameBracket
{
    /// <summary>Compares one byte with a bracket; false when no bracket begins here, as one that does not end.</summary>
    /// <param name="pattern">The pattern, from <c>[</c>.</param>
    /// <param name="letter">The byte of the name.</param>
    /// <param name="isMatch">Whether the bracket takes it.</param>
    /// <param name="length">The bracket's length; 1 when there is none.</param>
    public static bool TryMatch(ReadOnlySpan<byte> pattern, byte letter, out bool isMatch, out int length)
    {
        isMatch = false;
        length = 1;
        bool isNot = pattern.Length > 1 && pattern[1] is (byte)'!' or (byte)'^';
        bool isIn = false;
        int first = isNot ? 2 : 1;
        int at = first;
        while (at < pattern.Length && (pattern[at] != (byte)']' || at == first))
        {
            if (TryReadClass(pattern[at..], letter, out bool? isOfClass, out int classLength))
            {
                if (isOfClass is null && !isIn)
                {
                    // A class that there is not fits nothing, whatever comes behind it.
                    return true;
                }

                isIn |= isOfClass == true;
                at += classLength;
                continue;
            }

            if (!TryReadByte(pattern, ref at, out byte low))
            {
                return false;
            }

            byte high = low;
            // Behind what took the byte, glibc looks for the end only.
            if (!isIn && at < pattern.Length && pattern[at] == (byte)'-' && !pattern[(at + 1)..].StartsWith("]"u8))
            {
                at++;
                if (at == pattern.Length || !TryReadByte(pattern, ref at, out high))
                {
                    // A range without an end fits nothing.
                    return true;
                }
            }

            isIn |= letter >= low && letter <= high;
        }

        if (at >= pattern.Length)
        {
            return false;
        }

        isMatch = isIn != isNot;
        length = at + 1;
        return true;
    }

    private static bool TryReadByte(ReadOnlySpan<byte> pattern, ref int at, out byte value)
    {
        at += pattern[at] == (byte)'\\' ? 1 : 0;
        value = at < pattern.Length ? pattern[at] : (byte)0;
        return at++ < pattern.Length;
    }

    // True where a class is named, by small letters before z as glibc has it; null for a name that none has.
    private static bool TryReadClass(ReadOnlySpan<byte> pattern, byte letter, out bool? isOfClass, out int length)
    {
        isOfClass = null;
        length = 0;
        int end = pattern.StartsWith("[:"u8) ? pattern[2..].IndexOf(":]"u8) + 2 : -1;
        if (end < 2 || pattern[2..end].ContainsAnyExceptInRange((byte)'a', (byte)'y'))
        {
            return false;
        }

        char character = (char)letter;
        isOfClass = pattern[2..end] switch
        {
            var name when name.SequenceEqual("alpha"u8) => char.IsAsciiLetter(character),
            var name when name.SequenceEqual("digit"u8) => char.IsAsciiDigit(character),
            var name when name.SequenceEqual("alnum"u8) => char.IsAsciiLetterOrDigit(character),
            var name when name.SequenceEqual("upper"u8) => char.IsAsciiLetterUpper(character),
            var name when name.SequenceEqual("lower"u8) => char.IsAsciiLetterLower(character),
            var name when name.SequenceEqual("xdigit"u8) => char.IsAsciiHexDigit(character),
            var name when name.SequenceEqual("space"u8) => character is ' ' or (>= '\t' and <= '\r'),
            var name when name.SequenceEqual("blank"u8) => character is ' ' or '\t',
            var name when name.SequenceEqual("cntrl"u8) => character is < ' ' or '\x7F',
            var name when name.SequenceEqual("punct"u8) => char.IsAscii(character) && char.IsPunctuation(character) | char.IsSymbol(character),
            var name when name.SequenceEqual("print"u8) => character is >= ' ' and < '\x7F',
            var name when name.SequenceEqual("graph"u8) => character is > ' ' and < '\x7F',
            _ => null,
        };
        length = end + 2;
        return true;
    }
}
