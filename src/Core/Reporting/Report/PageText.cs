using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Nginx502.Reporting;

/// <summary>
/// Writes HTML. All text of a report goes through here: control characters are escaped, credentials masked, and what HTML would read is encoded. Names of elements and attributes
/// are this module's own, never data.
/// </summary>
internal sealed class PageText
{
    private const int LongestText = 2000;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Text as data: safe within an element and within a quoted attribute.</summary>
    public static string Encode(string? text) => Encoder.Encode(SafeText.Escape(SecretText.MaskCredentials(Cut(text))));

    /// <summary>An element that holds text.</summary>
    /// <param name="element">The element's name, with fixed attributes behind it.</param>
    /// <param name="text">The text.</param>
    public PageText Text(string element, string? text) => Raw($"<{element}>{Encode(text)}</{NameOf(element)}>\n");

    /// <summary>An element that holds text, as its lines stand: a command or a diff.</summary>
    /// <param name="element">The element's name, with fixed attributes behind it.</param>
    /// <param name="lines">The text.</param>
    /// <param name="most">How many letters of it.</param>
    public PageText Lines(string element, string lines, int most = LongestText)
    {
        string cut = lines.Length > most ? lines[..most] + "\n…" : lines;
        return Raw($"<{element}>{Encoder.Encode(SafeText.EscapeLines(SecretText.MaskCredentials(cut))).Replace("&#xA;", "\n", StringComparison.Ordinal)}</{NameOf(element)}>\n");
    }

    /// <summary>An element that holds others.</summary>
    /// <param name="element">The element's name, with fixed attributes behind it.</param>
    /// <param name="content">Writes what it holds.</param>
    public PageText In(string element, Action content)
    {
        Raw($"<{element}>\n");
        content();
        return Raw($"</{NameOf(element)}>\n");
    }

    /// <summary>A table that can be scrolled where it is wider than the page.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="heads">The heads of its columns; one that begins with <c>#</c> is of numbers.</param>
    /// <param name="rows">The cells of its rows as text; the first of each names the row.</param>
    public PageText Table(string caption, string[] heads, IEnumerable<string?[]> rows) => In($"div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{Encode(caption)}\"", () => In("table", () =>
    {
        Text("caption", caption);
        In("thead", () => In("tr", () =>
        {
            foreach (string head in heads)
            {
                Text($"th scope=\"col\"{Numeric(head)}", head.TrimStart('#'));
            }
        }));
        In("tbody", () =>
        {
            foreach (string?[] row in rows)
            {
                In("tr", () =>
                {
                    for (int column = 0; column < row.Length; column++)
                    {
                        string element = column == 0 ? "th scope=\"row\"" : "td";
                        Text(element + Numeric(heads[column]), row[column]);
                    }
                });
            }
        });
    }));

    /// <summary>This module's own markup, as it is.</summary>
    public PageText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A moment for people.</summary>
    public static string Moment(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>How far a local time is from UTC: <c>UTC+01:00</c>.</summary>
    public static string Zone(DateTime time) => new DateTimeOffset(time).Offset is var offset && offset == TimeSpan.Zero
        ? "UTC"
        : string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");

    /// <summary>A number for people.</summary>
    public static string Number(double number) => Math.Round(number).ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>A part for people, as per cent.</summary>
    public static string Share(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>A duration for people, in the largest unit that it is a whole number of.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => span.TotalSeconds.ToString("0.# s", CultureInfo.InvariantCulture),
        { TotalHours: < 1 } => span.TotalMinutes.ToString("0.# min", CultureInfo.InvariantCulture),
        { TotalDays: < 1 } => span.TotalHours.ToString("0.# h", CultureInfo.InvariantCulture),
        _ => span.TotalDays.ToString("0.# d", CultureInfo.InvariantCulture),
    };

    private static string Numeric(string head) => head.StartsWith('#') ? " class=\"number\"" : string.Empty;

    private static string NameOf(string element) => element.Split(' ', 2)[0];

    private static string Cut(string? text) => text is null ? string.Empty : text.Length > LongestText ? text[..LongestText] + "…" : text;
}
