using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Internal;

/// <summary>Short texts for the views of Nginx502.Format.ps1xml. Not for scripts: it changes with the views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    // What 80 columns leave beside the label and the date.
    private const int HeadingPathWidth = 58;

    // The longest names of symptoms that are met often.
    private const int SymptomWidth = 21;
    private const int PlaceWidth = 18;
    private const int LonePlaceWidth = 40;

    // What 80 columns leave for the groups of a summary.
    private const int ChartWidth = 41;
    private const string ChartLevels = "▁▂▃▄▅▆▇█";

    // Of a terminal that is too narrow for the table, or says nothing sensible of its width.
    private const int NarrowestColumn = 16;

    // Enough of a site's name to tell one from another.
    private const int ShortestSite = 8;

    /// <summary>A time of day; the day is in the heading of the group.</summary>
    public static string Clock(DateTime? time) => Format(time, "HH:mm:ss");

    /// <summary>A day and time without year and seconds.</summary>
    public static string DayAndClock(DateTime? time) => Format(time, "MM-dd HH:mm");

    /// <summary>The heading of entries of one day and one log.</summary>
    public static string Heading(DateTime? time, string? path) =>
        string.Join("  ", new[] { Format(time, "yyyy-MM-dd"), End(path ?? string.Empty, HeadingPathWidth) }.Where(part => part.Length > 0));

    /// <summary>
    /// What an attempt was worth and, where it is known, what the visitor got: <c>502</c>, <c>502>200</c>. A failure without
    /// a status of its own cut an answer short.
    /// </summary>
    public static string Status(object? attempt, object? visitor, bool isFailure)
    {
        string worth = attempt?.ToString() ?? (isFailure ? "cut" : "-");
        return visitor is null ? worth : $"{worth}>{visitor}";
    }

    /// <summary>An upstream or endpoint in a few columns: what it ends with tells one from another.</summary>
    public static string Place(object? place, int width)
    {
        string text = place?.ToString() ?? "-";
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        text = scheme < 0 ? text : text[(scheme + 3)..];
        return End(text.StartsWith("unix:", StringComparison.Ordinal) ? text["unix:".Length..] : text, width);
    }

    /// <summary>What the errors of a group share, in columns of their own where there are several.</summary>
    public static string Group(object? symptom, object? upstream, object? endpoint, object?[] others)
    {
        string? name = symptom?.ToString();
        bool isAlone = name is null && others.All(other => other is null);
        object?[] parts =
        [
            name?.PadRight(SymptomWidth),
            .. new[] { upstream, endpoint }.Select(place => place is null ? null : Place(place, isAlone ? LonePlaceWidth : PlaceWidth)),
            .. others,
        ];
        return string.Join(' ', parts.Where(part => part is not null)).TrimEnd();
    }

    /// <summary>A sentence in a column, broken between words: pwsh does so in some languages only.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns of a line.</param>
    public static string Words(object? text, int width) => string.Join('\n', Paragraph.Break(text?.ToString() ?? string.Empty, Math.Max(NarrowestColumn, width - 1)));

    /// <summary>A first line behind a mark, broken between words where it is longer than the terminal is wide.</summary>
    /// <param name="mark">The mark, which stands before it.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns of a line.</param>
    public static string Headline(string mark, string text, int width)
    {
        int indent = (mark?.Length ?? 0) + 1;
        return string.Join("\n" + new string(' ', indent), Paragraph.Break(text, Math.Max(Paragraph.NarrowestWidth, width) - indent - 1));
    }

    /// <summary>How many there were by time: <c>11-23 03:00 12, 11-23 03:01 7</c>.</summary>
    public static string Buckets(IEnumerable? buckets) => string.Join(
        ", ",
        (buckets ?? Array.Empty<object>()).Cast<object>().Select(PSObject.AsPSObject).Select(bucket =>
            $"{DayAndClock(bucket.Properties["Start"].Value as DateTime?)} {bucket.Properties["Count"].Value}"));

    /// <summary>
    /// How many there were by time, as a line of bars: the highest is the most, the lowest is none. Where there are more
    /// buckets than columns, neighbours are taken together.
    /// </summary>
    public static string Chart(IEnumerable? buckets)
    {
        long[] counts =
        [
            .. (buckets ?? Array.Empty<object>()).Cast<object>().Select(PSObject.AsPSObject)
                .Select(bucket => Convert.ToInt64(bucket.Properties["Count"].Value, CultureInfo.InvariantCulture)),
        ];
        int merged = (counts.Length + ChartWidth - 1) / ChartWidth;
        long[] bars = [.. counts.Chunk(Math.Max(1, merged)).Select(several => several.Sum())];
        long most = bars.DefaultIfEmpty().Max();
        return string.Concat(bars.Select(bar => ChartLevels[bar == 0 ? 0 : (int)Math.Ceiling((double)bar / most * (ChartLevels.Length - 1))]));
    }

    /// <summary>What was asked for: the site, shortened where the URI needs the room, and the URI.</summary>
    public static string Request(string? server, string? host, string? requestUri, int width)
    {
        string site = (string.IsNullOrEmpty(server) || server == "_" ? host : server) ?? string.Empty;
        int room = Math.Max(ShortestSite, width - (requestUri?.Length ?? 0));
        string shown = site.Length <= room ? site : site[..(room - 1)] + "…";
        return string.IsNullOrEmpty(shown + requestUri) ? "-" : shown + requestUri;
    }

    /// <summary>The status of each attempt: <c>502, 200</c>.</summary>
    public static string Attempts(IEnumerable? statuses)
    {
        object?[] attempts = [.. (statuses ?? Array.Empty<object>()).Cast<object?>()];
        return attempts.Length == 0 ? "-" : string.Join(", ", attempts.Select(status => status ?? "-"));
    }

    /// <summary>A part of a whole.</summary>
    public static string Percent(double share) => share.ToString(share < 0.9995 ? "0.0 %" : "0 %", CultureInfo.InvariantCulture);

    /// <summary>A duration in seconds to the millisecond, as nginx writes it.</summary>
    public static string Seconds(TimeSpan? duration) =>
        duration is TimeSpan time ? time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) : "-";

    // Of a path, whole names.
    private static string End(string text, int width)
    {
        if (text.Length <= width)
        {
            return text;
        }

        string kept = text[^(width - 1)..];
        int name = kept.IndexOf('/');
        return "…" + (name > 0 ? kept[name..] : kept);
    }

    private static string Format(DateTime? time, string format) =>
        time is DateTime known ? known.ToString(format, CultureInfo.InvariantCulture) : "-";
}
