namespace Nginx502;

/// <summary>
/// A wildcard pattern as PowerShell writes it: <c>*</c> any run of characters, <c>?</c> exactly one, <c>[a-z]</c> one of a
/// set, a backtick takes the next character literally. Case is ignored; the whole text must match. An opening bracket
/// without its end stands for itself, so that no pattern is invalid.
/// </summary>
public sealed class WildcardText
{
    private readonly string _pattern;

    /// <summary>A pattern.</summary>
    public WildcardText(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _pattern = pattern;
    }

    /// <summary>True when the whole text matches. Takes time in proportion to text times pattern at worst.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        int atPattern = 0;
        int atText = 0;
        int starInPattern = -1;
        int starInText = 0;
        while (atText < text.Length)
        {
            if (atPattern < _pattern.Length && _pattern[atPattern] == '*')
            {
                starInPattern = ++atPattern;
                starInText = atText;
            }
            else if (atPattern < _pattern.Length && MatchesOne(text[atText], atPattern, out int next))
            {
                atPattern = next;
                atText++;
            }
            else if (starInPattern >= 0)
            {
                // Only the last star needs to take one more character: earlier ones took as little as they could.
                atPattern = starInPattern;
                atText = ++starInText;
            }
            else
            {
                return false;
            }
        }

        return _pattern.AsSpan(atPattern).TrimStart('*').IsEmpty;
    }

    /// <summary>True when the text matches any of the patterns; false when there are none.</summary>
    public static bool IsMatchAny(IReadOnlyList<WildcardText> patterns, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        for (int index = 0; index < patterns.Count; index++)
        {
            if (patterns[index].IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => _pattern;

    private static bool EqualIgnoringCase(char left, char right) =>
        left == right || char.ToUpperInvariant(left) == char.ToUpperInvariant(right);

    private bool MatchesOne(char character, int at, out int next)
    {
        next = at + 1;
        switch (_pattern[at])
        {
            case '?':
                return true;
            case '`' when next < _pattern.Length:
                return EqualIgnoringCase(character, _pattern[next++]);
            case '[' when _pattern.IndexOf(']', next) is int end and > 0:
                next = end + 1;
                return IsInSet(character, _pattern.AsSpan(at + 1, end - at - 1));
            default:
                return EqualIgnoringCase(character, _pattern[at]);
        }
    }

    private static bool IsInSet(char character, ReadOnlySpan<char> set)
    {
        char upper = char.ToUpperInvariant(character);
        char lower = char.ToLowerInvariant(character);
        for (int index = 0; index < set.Length; index++)
        {
            if (index + 2 < set.Length && set[index + 1] == '-')
            {
                char first = set[index];
                char last = set[index + 2];
                if ((upper >= first && upper <= last) || (lower >= first && lower <= last))
                {
                    return true;
                }

                index += 2;
            }
            else if (EqualIgnoringCase(character, set[index]))
            {
                return true;
            }
        }

        return false;
    }
}
