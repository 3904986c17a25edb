namespace Nginx502.Logs;

/// <summary>Which access entries are wanted, by their status. Immutable.</summary>
public sealed class AccessLogFilter
{
    /// <summary>The forms that a pattern takes, for messages.</summary>
    public const string AcceptedForms = "a status (502), or with x, ? or a final * for any digit (5xx, 50?, 5*)";

    private const int Length = 3;

    private readonly bool[]? _wanted;

    private AccessLogFilter(bool[]? wanted) => _wanted = wanted;

    /// <summary>Wants every entry.</summary>
    public static AccessLogFilter Everything { get; } = new(wanted: null);

    /// <summary>Reads patterns of which an entry's status must fit one; several may stand in one text with commas.</summary>
    /// <param name="patterns">The patterns; none wants every entry.</param>
    /// <param name="filter">The filter; null when a pattern is none.</param>
    /// <param name="invalid">The first text that is no pattern.</param>
    public static bool TryParse(IEnumerable<string> patterns, out AccessLogFilter? filter, out string? invalid)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        filter = null;
        invalid = null;
        bool[]? wanted = null;
        foreach (string pattern in patterns.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!IsPattern(pattern))
            {
                invalid = pattern;
                return false;
            }

            wanted ??= new bool[1000];
            for (int status = 0; status < wanted.Length; status++)
            {
                wanted[status] |= Fits(pattern, status);
            }
        }

        filter = wanted is null ? Everything : new AccessLogFilter(wanted);
        return true;
    }

    /// <summary>True when entries of a status are wanted; one without a status is wanted by a filter that wants everything.</summary>
    public bool Wants(int? status) => _wanted is null || (status is >= 0 and < 1000 && _wanted[status.Value]);

    private static bool IsPattern(string pattern)
    {
        bool isOpen = pattern.EndsWith('*');
        ReadOnlySpan<char> places = isOpen ? pattern.AsSpan(0, pattern.Length - 1) : pattern;
        return (isOpen ? places.Length < Length : places.Length == Length) && !places.ContainsAnyExcept("0123456789xX?");
    }

    private static bool Fits(string pattern, int status)
    {
        ReadOnlySpan<int> digits = [status / 100, status / 10 % 10, status % 10];
        for (int place = 0; place < Length && pattern[place] != '*'; place++)
        {
            if (char.IsAsciiDigit(pattern[place]) && pattern[place] - '0' != digits[place])
            {
                return false;
            }
        }

        return true;
    }
}
