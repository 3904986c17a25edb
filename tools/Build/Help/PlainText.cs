using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Nginx502.Build.Help;

/// <summary>Markdown as the plain text of a terminal: marks are gone, lists keep their dashes, code and tables their lines.</summary>
internal static class PlainText
{
    /// <summary>Blocks as paragraphs, each without line breaks of its own unless it is a list, code or a table.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany(ParagraphsOf)];

    /// <summary>Inline text without its marks.</summary>
    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (Inline inline in inlines ?? [])
        {
            Append(text, inline);
        }

        return text.ToString().Trim();
    }

    /// <summary>The lines of a code block.</summary>
    public static string Of(CodeBlock code) => code.Lines.ToString().Trim('\n');

    private static IEnumerable<string> ParagraphsOf(Block block) => block switch
    {
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        HeadingBlock heading => [Of(heading.Inline)],
        CodeBlock code => [Of(code)],
        ListBlock list => [string.Join('\n', Items(list))],
        Table table => [string.Join('\n', Rows(table))],
        ContainerBlock container => Paragraphs(container),
        _ => [],
    };

    private static IEnumerable<string> Items(ListBlock list)
    {
        int number = int.TryParse(list.OrderedStart, out int start) ? start : 1;
        foreach (ListItemBlock item in list.Cast<ListItemBlock>())
        {
            string mark = list.IsOrdered ? $"{number++}. " : "- ";
            string text = string.Join('\n', Paragraphs(item.AsEnumerable()));
            yield return mark + text.ReplaceLineEndings("\n" + new string(' ', mark.Length));
        }
    }

    private static IEnumerable<string> Rows(Table table)
    {
        string[][] rows = [.. table.Cast<TableRow>().Select(row => row.Cast<TableCell>().Select(cell => string.Join(' ', Paragraphs(cell.AsEnumerable()))).ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows.Max(row => row.Length)).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))];
        foreach (string[] row in rows)
        {
            yield return string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
        }
    }

    private static void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline { IsHard: var isHard }:
                text.Append(isHard ? '\n' : ' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LinkInline link:
                string label = Of(link);
                text.Append(label);
                if (link.Url is { } url && url.Contains("://", StringComparison.Ordinal) && url != label)
                {
                    text.Append(" (").Append(url).Append(')');
                }

                break;
            case ContainerInline container:
                text.Append(Of(container));
                break;
        }
    }
}
