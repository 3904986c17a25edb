using System.Text;

namespace Nginx502.Linux;

/// <summary>
/// Patterns of file names as fnmatch(3) has them in the C locale, byte by byte: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>,
/// <c>[[:digit:]]</c>, a backslash; a leading dot is matched by a dot only.
/// </summary>
internal static class FileNamePattern
{
    /// <summary>True when a part of a pattern has to be compared with the names in a directory; else it is a name itself.</summary>
    public static bool IsPattern(string part)
    {
        bool isBracketOpen = false;
        for (int at = 0; at < part.Length; at++)
        {
            char letter = part[at];
            if (letter is '*' or '?' || (letter == ']' && isBracketOpen))
            {
                return true;
            }

            isBracketOpen |= letter == '[';
            at += letter == '\\' ? 1 : 0;
        }

        return false;
    }

    /// <summary>A name without the backslashes that a pattern needs.</summary>
    public static string Unescape(string part)
    {
        var name = new StringBuilder(part.Length);
        for (int at = 0; at < part.Length; at++)
        {
            at += part[at] == '\\' && at + 1 < part.Length ? 1 : 0;
            name.Append(part[at]);
        }

        return name.ToString();
    }

    /// <summary>True when the whole name fits.</summary>
    public static bool IsMatch(string pattern, string name) => IsMatch(FileNameText.Encode(pattern), FileNameText.Encode(name));

    /// <summary>True when the whole name fits.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || (name[0] == (byte)'.' && (pattern.IsEmpty || pattern[0] is (byte)'*' or (byte)'?' or (byte)'[')))
        {
            return name.IsEmpty && pattern.TrimStart((byte)'*').IsEmpty;
        }

        return Fits(pattern, name);
    }

    private static bool Fits(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name)
    {
        int at = 0;
        int reached = 0;
        int star = -1;
        int starName = 0;
        while (reached < name.Length)
        {
            if (at < pattern.Length && pattern[at] == (byte)'*')
            {
                star = ++at;
                starName = reached;
            }
            else if (at < pattern.Length && FitsOne(pattern[at..], name[reached], out int length))
            {
                at += length;
                reached++;
            }
            else if (star >= 0)
            {
                at = star;
                reached = ++starName;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart((byte)'*').IsEmpty;
    }

    private static bool FitsOne(ReadOnlySpan<byte> pattern, byte letter, out int length)
    {
        length = 1;
        switch (pattern[0])
        {
            case (byte)'?':
                return true;
            case (byte)'\\':
                // A backslash at the very end fits nothing.
                length = 2;
                return pattern.Length > 1 && pattern[1] == letter;
            case (byte)'[':
                return FileNameBracket.TryMatch(pattern, letter, out bool isIn, out length) ? isIn : letter == (byte)'[';
            default:
                return pattern[0] == letter;
        }
    }
}
