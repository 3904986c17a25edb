using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Nginx502.Build.Help;

/// <summary>A Markdown file taken apart: its front matter, its title, and its sections by their headings of level 2.</summary>
internal sealed class MarkdownPage
{
    private const string Placeholder = "{{ Fill";

    private static readonly MarkdownPipeline Dialect =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UsePreciseSourceLocation().Build();

    private MarkdownPage(string file, YamlFrontMatterBlock? frontMatter, HeadingBlock title, IReadOnlyList<MarkdownSection> sections)
    {
        File = file;
        FrontMatter = frontMatter;
        Title = PlainText.Of(title.Inline);
        TitleLine = title.Line + 1;
        Sections = sections;
    }

    /// <summary>The file, as errors name it.</summary>
    public string File { get; }

    /// <summary>The yaml before the title, or null.</summary>
    public YamlFrontMatterBlock? FrontMatter { get; }

    /// <summary>The one heading of level 1.</summary>
    public string Title { get; }

    /// <summary>The line of the title, counted from 1.</summary>
    public int TitleLine { get; }

    /// <summary>The sections in their order.</summary>
    public IReadOnlyList<MarkdownSection> Sections { get; }

    /// <summary>Takes a text apart.</summary>
    /// <param name="file">The file that it comes from.</param>
    /// <param name="text">The Markdown.</param>
    /// <exception cref="BuildException">There is no title, or something was left to be filled in.</exception>
    public static MarkdownPage Parse(string file, string text)
    {
        RefusePlaceholders(file, text);
        MarkdownDocument document = Markdown.Parse(text, Dialect);
        Block[] blocks = [.. document.Where(block => block is not (YamlFrontMatterBlock or LinkReferenceDefinitionGroup))];
        if (blocks is not [HeadingBlock { Level: 1 } title, ..])
        {
            throw HelpError.At(file, blocks.Length > 0 ? blocks[0].Line + 1 : 1, "the page has to begin with its title, a heading of level 1");
        }

        return new MarkdownPage(file, document.OfType<YamlFrontMatterBlock>().FirstOrDefault(), title, MarkdownSection.Split(file, blocks[1..], level: 2));
    }

    private static void RefusePlaceholders(string file, string text)
    {
        string[] lines = text.Split('\n');
        int line = Array.FindIndex(lines, line => line.Contains(Placeholder, StringComparison.Ordinal));
        if (line >= 0)
        {
            throw HelpError.At(file, line + 1, "something was left to be filled in");
        }
    }
}
