using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Nginx502.HostedTests.Help;

/// <summary>What a terminal shows, as a picture (SVG) that is text: it can be compared, and read by who does not see it.</summary>
internal static partial class TerminalPicture
{
    private const int Margin = 16;
    private const double ColumnWidth = 8.4;
    private const int LineHeight = 18;
    private const int FontSize = 14;

    /// <summary>Draws it.</summary>
    /// <param name="title">What it is, for who does not see it.</param>
    /// <param name="screen">Lines with the colours of a terminal (ECMA-48, SGR): bold, red, yellow.</param>
    public static string Draw(string title, string screen)
    {
        string[] lines = [.. screen.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        int width = (int)Math.Ceiling(lines.Max(line => Colour().Replace(line, "").Length) * ColumnWidth) + (2 * Margin);
        int height = (lines.Length * LineHeight) + (2 * Margin);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{Escape(title)}">""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{width}" height="{height}" rx="8" fill="#1b1f24"/>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="{FontSize}" fill="#d7dce2" style="white-space: pre">""").Append('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text xml:space="preserve" x="{Margin}" y="{Margin + FontSize + (index * LineHeight)}">{Spans(lines[index])}</text>""").Append('\n');
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static string Spans(string line)
    {
        var spans = new StringBuilder();
        string style = "";
        int from = 0;
        foreach (Match match in Colour().Matches(line).Append(Match.Empty))
        {
            string text = Escape(match.Success ? line[from..match.Index] : line[from..]);
            spans.Append(style.Length > 0 && text.Length > 0 ? $"<tspan {style}>{text}</tspan>" : text);
            from = match.Index + match.Length;
            style = match.Groups["code"].Value switch
            {
                "1" => "font-weight=\"bold\" fill=\"#ffffff\"",
                "31" => "font-weight=\"bold\" fill=\"#ff7b72\"",
                "33" => "font-weight=\"bold\" fill=\"#e3b341\"",
                _ => "",
            };
        }

        return spans.ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"\x1b\[(?<code>[0-9;]*)m")]
    private static partial Regex Colour();
}
