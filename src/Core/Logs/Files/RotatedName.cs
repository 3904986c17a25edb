using System.Globalization;

namespace Nginx502.Logs;

/// <summary>What the name of a rotated log says about when it was the current one.</summary>
/// <param name="IsDated">True when it bears a date, false when it bears a number.</param>
/// <param name="Order">Greater is later: the date in ticks, or the number negated.</param>
/// <param name="IsPacked">True when it ends like a packed file.</param>
internal readonly record struct RotatedName(bool IsDated, long Order, bool IsPacked)
{
    private const int MaxNumberDigits = 4;
    private const int UnixSecondsDigits = 10;

    private static readonly string[] PackedEndings = [".gz", ".zst", ".xz", ".bz2"];
    private static readonly string[] DateFormats = ["yyyyMM", "yyyyMMdd", "yyyyMMddHH", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>
    /// Reads a name as logrotate, savelog, newsyslog and cronolog make them out of <c>error.log</c>: <c>error.log.1</c>, <c>error.log.2.gz</c>,
    /// <c>error.log-20261122</c>, <c>error.log-2026-11-22-03</c>, <c>error.log.2026-11-22</c>, <c>error.log-1795305600</c>, and with the
    /// extension last (logrotate: extension) <c>error-20261122.log</c>. False for any other name.
    /// </summary>
    public static bool TryParse(string current, string name, out RotatedName rotated)
    {
        string? packed = Array.Find(PackedEndings, ending => name.EndsWith(ending, StringComparison.Ordinal));
        ReadOnlySpan<char> plain = name.AsSpan(0, name.Length - (packed?.Length ?? 0));
        string extension = Path.GetExtension(current);
        string stem = current[..^extension.Length];
        rotated = default;
        ReadOnlySpan<char> mark;
        if (plain.StartsWith(current, StringComparison.Ordinal))
        {
            mark = plain[current.Length..];
        }
        else if (extension.Length > 1 && stem.Length > 0 && plain.StartsWith(stem, StringComparison.Ordinal) && plain.EndsWith(extension, StringComparison.Ordinal)
            && plain.Length > current.Length)
        {
            mark = plain[stem.Length..^extension.Length];
        }
        else
        {
            return false;
        }

        if (mark.Length < 2 || mark[0] is not ('.' or '-' or '_'))
        {
            return false;
        }

        if (mark[0] == '.' && mark.Length <= 1 + MaxNumberDigits && long.TryParse(mark[1..], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            rotated = new RotatedName(IsDated: false, -number, packed is not null);
            return true;
        }

        if (TryReadDate(mark[1..], out DateTime date))
        {
            rotated = new RotatedName(IsDated: true, date.Ticks, packed is not null);
            return true;
        }

        return false;
    }

    /// <summary>
    /// What the names of all that was rotated away from a log start with: its name without the extension, since that may
    /// come last. A number or a packing at its end is no extension: such a log was rotated itself.
    /// </summary>
    public static string CommonStart(string current)
    {
        string extension = Path.GetExtension(current);
        bool isExtension = extension.Length > 1 && extension.Length < current.Length
            && extension.AsSpan(1).IndexOfAnyExceptInRange('0', '9') >= 0 && !PackedEndings.Contains(extension, StringComparer.Ordinal);
        return isExtension ? current[..^extension.Length] : current;
    }

    private static bool TryReadDate(ReadOnlySpan<char> mark, out DateTime date)
    {
        date = default;
        Span<char> digits = stackalloc char[14];
        int count = 0;
        foreach (char letter in mark)
        {
            if (char.IsAsciiDigit(letter) && count < digits.Length)
            {
                digits[count++] = letter;
            }
            else if (letter is not ('-' or '_' or '.' or ':' or 'T'))
            {
                return false;
            }
        }

        foreach (string format in DateFormats)
        {
            if (count == format.Length
                && DateTime.TryParseExact(digits[..count], format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
                && date.Year is >= 1990 and < 2100)
            {
                return true;
            }
        }

        if (count == UnixSecondsDigits && mark.Length == count)
        {
            date = DateTimeOffset.FromUnixTimeSeconds(long.Parse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture)).LocalDateTime;
            return true;
        }

        return false;
    }
}
