using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Nginx502.Build.Help;

/// <summary>Writes an about_ page as the text that Get-Help shows: headings at the edge, text indented and wrapped at 80 columns.</summary>
internal static class AboutPageWriter
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>Turns a page into text.</summary>
    /// <param name="file">The file, as errors name it; its name is that of the topic.</param>
    /// <param name="text">The Markdown.</param>
    /// <exception cref="BuildException">The title is not the name of the file, or there is no short description.</exception>
    public static string Write(string file, string text)
    {
        MarkdownPage page = MarkdownPage.Parse(file, text);
        string name = Path.GetFileNameWithoutExtension(file);
        if (page.Title != name)
        {
            throw HelpError.At(file, page.TitleLine, $"the title is '{page.Title}', and the file says '{name}'");
        }

        // Get-Help takes the synopsis of a topic from there.
        if (page.Sections is not [{ Heading: "SHORT DESCRIPTION" }, ..])
        {
            throw HelpError.At(file, page.TitleLine, "the first section is SHORT DESCRIPTION");
        }

        var output = new StringBuilder($"TOPIC\n{Indent}{name}\n");
        foreach (MarkdownSection section in page.Sections)
        {
            output.Append('\n').Append(section.Heading.ToUpperInvariant()).Append('\n');
            output.AppendJoin('\n', section.Blocks.Select(TextOf));
        }

        return output.ToString();
    }

    private static string TextOf(Block block)
    {
        if (block is HeadingBlock heading)
        {
            return $"  {PlainText.Of(heading.Inline)}\n";
        }

        bool keepsLines = block is CodeBlock or Table;
        string indent = block is CodeBlock ? Indent + Indent : Indent;
        var text = new StringBuilder();
        foreach (string line in PlainText.Paragraphs([block]).SelectMany(paragraph => paragraph.Split('\n')))
        {
            foreach (string part in keepsLines ? [line] : Wrap(line, Width - indent.Length))
            {
                text.Append(part.Length > 0 ? indent : "").Append(part).Append('\n');
            }
        }

        return text.ToString();
    }

    // A list item goes on below its text, not below its dash.
    private static IEnumerable<string> Wrap(string line, int width)
    {
        string rest = line;
        string hang = line.StartsWith("- ", StringComparison.Ordinal) ? "  " : new string(' ', line.Length - line.TrimStart().Length);
        while (rest.Length > width)
        {
            int blank = rest.LastIndexOf(' ', width, width - hang.Length);
            if (blank <= hang.Length)
            {
                break;
            }

            yield return rest[..blank].TrimEnd();
            rest = hang + rest[(blank + 1)..];
        }

        yield return rest;
    }
}
