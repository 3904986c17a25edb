using Markdig.Syntax;

namespace Nginx502.Build.Help;

/// <summary>A heading and what stands below it, up to the next heading of its level.</summary>
/// <param name="File">The file, as errors name it.</param>
/// <param name="Heading">The text of the heading.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Blocks">What stands below it.</param>
internal sealed record MarkdownSection(string File, string Heading, int Line, IReadOnlyList<Block> Blocks)
{
    /// <summary>The text as paragraphs.</summary>
    public IReadOnlyList<string> Paragraphs => PlainText.Paragraphs(Blocks);

    /// <summary>The sections of level 3 in it.</summary>
    /// <exception cref="BuildException">There is something before the first of them.</exception>
    public IReadOnlyList<MarkdownSection> Children => Split(File, Blocks, level: 3);

    /// <summary>Cuts blocks at the headings of a level.</summary>
    /// <exception cref="BuildException">There is something before the first heading.</exception>
    public static IReadOnlyList<MarkdownSection> Split(string file, IReadOnlyList<Block> blocks, int level)
    {
        var sections = new List<MarkdownSection>();
        List<Block>? current = null;
        foreach (Block block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                current = [];
                sections.Add(new MarkdownSection(file, PlainText.Of(heading.Inline), heading.Line + 1, current));
            }
            else if (current is null)
            {
                throw HelpError.At(file, block.Line + 1, $"a heading of level {level} has to come first");
            }
            else
            {
                current.Add(block);
            }
        }

        return sections;
    }

    /// <summary>An error at the heading.</summary>
    public BuildException Error(string message) => HelpError.At(File, Line, message);
}
