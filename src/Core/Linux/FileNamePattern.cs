namespace Nginx502.Linux;

/// <summary>Patterns of file names as glob(7) has them: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>, a backslash; a leading dot is matched by a dot only.</summary>
internal static class FileNamePattern
{
    /// <summary>True when the whole name fits.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
        !name.IsEmpty && (name[0] != '.' || (!pattern.IsEmpty && pattern[0] == '.')) && Fits(pattern, name);

    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int at = 0;
        int reached = 0;
        int star = -1;
        int starName = 0;
        while (reached < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
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

        return pattern[at..].TrimStart('*').IsEmpty;
    }

    private static bool FitsOne(ReadOnlySpan<char> pattern, char letter, out int length)
    {
        length = 1;
        if (pattern[0] == '?')
        {
            return true;
        }

        if (pattern[0] == '\\' && pattern.Length > 1)
        {
            length = 2;
            return pattern[1] == letter;
        }

        // A bracket that stands first in a set is one of its letters.
        bool isNot = pattern.Length > 1 && pattern[1] is '!' or '^';
        int first = isNot ? 2 : 1;
        int end = pattern[0] == '[' && pattern.Length > first + 1 ? pattern[(first + 1)..].IndexOf(']') : -1;
        if (end < 0)
        {
            return pattern[0] == letter;
        }

        ReadOnlySpan<char> set = pattern.Slice(first, end + 1);
        length = first + set.Length + 1;
        bool isIn = false;
        for (int index = 0; index < set.Length; index++)
        {
            bool isRange = index + 2 < set.Length && set[index + 1] == '-';
            isIn |= isRange ? letter >= set[index] && letter <= set[index + 2] : letter == set[index];
            index += isRange ? 2 : 0;
        }

        return isIn != isNot;
    }
}
