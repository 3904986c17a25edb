namespace Nginx502.Nginx;

/// <summary>
/// Times as nginx reads them (nginx: src/core/ngx_parse.c, ngx_parse_time): a number is seconds; <c>y M w d h m s ms</c> in this
/// order, blanks between them allowed. Years and months are taken for times in seconds only.
/// </summary>
internal static class NginxTime
{
    private const long Second = 1000;

    // The units in their order, with what each is in milliseconds.
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("y", 365 * 24 * 3600 * Second), ("M", 30 * 24 * 3600 * Second), ("w", 7 * 24 * 3600 * Second),
        ("d", 24 * 3600 * Second), ("h", 3600 * Second), ("m", 60 * Second), ("s", Second), ("ms", 1),
    ];

    private static readonly int Week = Array.FindIndex(Units, unit => unit.Unit == "w");
    private static readonly int Seconds = Array.FindIndex(Units, unit => unit.Unit == "s");

    /// <summary>Reads a time that nginx keeps in milliseconds; false for what it does not take.</summary>
    public static bool TryParseMilliseconds(ReadOnlySpan<char> text, out long milliseconds) => TryParse(text, isSeconds: false, out milliseconds);

    /// <summary>Reads a time that nginx keeps in seconds; false for what it does not take.</summary>
    public static bool TryParseSeconds(ReadOnlySpan<char> text, out long seconds) => TryParse(text, isSeconds: true, out seconds);

    /// <summary>Reads a time that nginx keeps in milliseconds as a duration; null for what it does not take, and for what a duration cannot hold.</summary>
    public static TimeSpan? ToDuration(ReadOnlySpan<char> text) =>
        TryParseMilliseconds(text, out long milliseconds) && milliseconds <= TimeSpan.MaxValue.TotalMilliseconds
            ? TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond)
            : null;

    private static bool TryParse(ReadOnlySpan<char> text, bool isSeconds, out long total)
    {
        total = 0;
        long value = 0;
        bool hasDigit = false;
        int next = isSeconds ? 0 : Week;
        for (int at = 0; at < text.Length;)
        {
            char letter = text[at++];
            if (char.IsAsciiDigit(letter))
            {
                hasDigit = true;
                if (!TryAdd(value, 10, letter - '0', out value))
                {
                    return false;
                }

                continue;
            }

            bool isMilliseconds = letter == 'm' && at < text.Length && text[at] == 's';
            at += isMilliseconds ? 1 : 0;
            int unit = letter == ' ' ? Seconds : isMilliseconds ? Units.Length - 1 : Array.FindIndex(Units, known => known.Unit[0] == letter);
            if (unit < next || (isMilliseconds && isSeconds))
            {
                return false;
            }

            // A blank ends the seconds and all: nothing can follow but more digits, which are seconds too.
            next = letter == ' ' ? Units.Length : unit + 1;
            long scale = isSeconds ? Units[unit].Milliseconds / Second : Units[unit].Milliseconds;
            if (!TryAdd(value, scale, total, out total))
            {
                return false;
            }

            value = 0;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }
        }

        return hasDigit && TryAdd(value, isSeconds ? 1 : Second, total, out total);
    }

    private static bool TryAdd(long value, long scale, long more, out long sum)
    {
        Int128 exact = ((Int128)value * scale) + more;
        sum = exact <= long.MaxValue ? (long)exact : 0;
        return exact <= long.MaxValue;
    }
}
