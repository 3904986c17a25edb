using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Nginx502.Build.Help;

/// <summary>Reads the page of a cmdlet, in the schema of Microsoft.PowerShell.PlatyPS 1.x (2024-05-01).</summary>
internal static class CommandPageReader
{
    private const string DefaultMark = " (Default)";
    private const string CommonParameters = "CommonParameters";

    private static readonly string[] Required = ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS"];
    private static readonly string[] Optional = ["ALIASES", "NOTES", "RELATED LINKS"];

    private static readonly (string Key, string Value)[] FrontMatter =
    [
        ("document type", "cmdlet"),
        ("external help file", MamlWriter.FileName),
        ("Module Name", "Nginx502"),
        ("PlatyPS schema version", "2024-05-01"),
    ];

    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    /// <summary>Reads a page.</summary>
    /// <param name="file">The file, as errors name it; its name is that of the cmdlet.</param>
    /// <param name="text">The Markdown.</param>
    /// <exception cref="BuildException">The page is not in the schema; the message names file and line.</exception>
    public static CommandPage Read(string file, string text)
    {
        MarkdownPage page = MarkdownPage.Parse(file, text);
        CheckFrontMatter(page);
        string name = Path.GetFileNameWithoutExtension(file);
        if (page.Title != name)
        {
            throw HelpError.At(file, page.TitleLine, $"the title is '{page.Title}', and the file says '{name}'");
        }

        Dictionary<string, MarkdownSection> sections = ByHeading(page);
        IReadOnlyList<string> sets = ReadSets(sections["SYNTAX"]);
        return new CommandPage(
            name,
            sections["SYNOPSIS"].Paragraphs is [string synopsis] ? synopsis : throw sections["SYNOPSIS"].Error("the synopsis is one paragraph"),
            sets,
            NotEmpty(sections["DESCRIPTION"]),
            sections["EXAMPLES"].Children is { Count: > 0 } examples ? [.. examples.Select(ReadExample)] : throw sections["EXAMPLES"].Error("there is no example"),
            [.. sections["PARAMETERS"].Children.Where(section => section.Heading != CommonParameters).Select(section => ReadParameter(section, sets))],
            ReadTypes(sections["INPUTS"]),
            ReadTypes(sections["OUTPUTS"]),
            sections.TryGetValue("NOTES", out MarkdownSection? notes) ? notes.Paragraphs : [],
            sections.TryGetValue("RELATED LINKS", out MarkdownSection? links) ? ReadLinks(links) : []);
    }

    private static void CheckFrontMatter(MarkdownPage page)
    {
        if (page.FrontMatter is null)
        {
            throw HelpError.At(page.File, 1, "the page has to begin with its yaml front matter");
        }

        Dictionary<string, string> values = Deserialize<Dictionary<string, string>>(page.File, page.FrontMatter);
        foreach ((string key, string expected) in FrontMatter.Append(("title", Path.GetFileNameWithoutExtension(page.File))))
        {
            if (values.GetValueOrDefault(key) != expected)
            {
                throw HelpError.At(page.File, 1, $"the front matter has to say '{key}: {expected}'");
            }
        }
    }

    private static Dictionary<string, MarkdownSection> ByHeading(MarkdownPage page)
    {
        var sections = new Dictionary<string, MarkdownSection>();
        foreach (MarkdownSection section in page.Sections)
        {
            if (!Required.Contains(section.Heading) && !Optional.Contains(section.Heading))
            {
                throw section.Error($"the schema has no section '{section.Heading}'");
            }

            if (!sections.TryAdd(section.Heading, section))
            {
                throw section.Error($"there is a second section '{section.Heading}'");
            }
        }

        string? missing = Required.FirstOrDefault(heading => !sections.ContainsKey(heading));
        return missing is null ? sections : throw HelpError.At(page.File, page.TitleLine, $"the section '{missing}' is missing");
    }

    private static List<string> ReadSets(MarkdownSection syntax)
    {
        var sets = new List<string>();
        foreach (MarkdownSection set in syntax.Children)
        {
            if (set.Blocks is not [CodeBlock])
            {
                throw set.Error("a syntax is one code block");
            }

            if (set.Heading.EndsWith(DefaultMark, StringComparison.Ordinal))
            {
                sets.Insert(0, set.Heading[..^DefaultMark.Length]);
            }
            else
            {
                sets.Add(set.Heading);
            }
        }

        return sets.Count > 0 ? sets : throw syntax.Error("there is no parameter set");
    }

    private static HelpExample ReadExample(MarkdownSection section)
    {
        FencedCodeBlock code = section.Blocks.OfType<FencedCodeBlock>().FirstOrDefault(block => block.Info == "powershell")
            ?? throw section.Error("the example has no fence marked powershell");
        return new HelpExample(section.Heading, PlainText.Of(code), [.. section.Blocks.Where(block => block != code).SelectMany(ReadRemark)]);
    }

    // Get-Help takes the blanks off the beginning of a paragraph: the first line of a table would not stand above the others.
    private static IReadOnlyList<string> ReadRemark(Block block) =>
        block is FencedCodeBlock { Info: "Output" or "output" } output ? [$"Output:\n{PlainText.Of(output)}"] : PlainText.Paragraphs([block]);

    private static HelpParameter ReadParameter(MarkdownSection section, IReadOnlyList<string> sets)
    {
        if (!section.Heading.StartsWith('-'))
        {
            throw section.Error("the heading of a parameter begins with a dash");
        }

        FencedCodeBlock[] fences = [.. section.Blocks.OfType<FencedCodeBlock>().Where(block => block.Info == "yaml")];
        if (fences is not [FencedCodeBlock fence])
        {
            throw section.Error("a parameter has one fence marked yaml");
        }

        string[] description = [.. PlainText.Paragraphs(section.Blocks.Where(block => block != fence))];
        if (description.Length == 0)
        {
            throw section.Error("the parameter is not described");
        }

        var parameter = new HelpParameter(section.Heading[1..], description, Deserialize<ParameterMetadata>(section.File, fence));
        if (parameter.Metadata.ParameterSets.Count == 0)
        {
            throw HelpError.At(section.File, fence.Line + 1, "the parameter is in no parameter set");
        }

        string? unknown = parameter.UnknownSets(sets).FirstOrDefault();
        return unknown is null ? parameter : throw HelpError.At(section.File, fence.Line + 1, $"SYNTAX has no parameter set '{unknown}'");
    }

    private static IReadOnlyList<HelpType> ReadTypes(MarkdownSection section) =>
        [.. section.Children.Select(type => new HelpType(type.Heading, type.Paragraphs))];

    private static IReadOnlyList<HelpLink> ReadLinks(MarkdownSection section) =>
        [.. section.Blocks.SelectMany(block => block.Descendants<LinkInline>()).Select(link => new HelpLink(
            PlainText.Of(link),
            link.Url is { } url && url.Contains("://", StringComparison.Ordinal) ? url : ""))];

    private static IReadOnlyList<string> NotEmpty(MarkdownSection section) =>
        section.Paragraphs is { Count: > 0 } paragraphs ? paragraphs : throw section.Error($"'{section.Heading}' is empty");

    private static T Deserialize<T>(string file, CodeBlock fence)
        where T : class
    {
        try
        {
            return Yaml.Deserialize<T>(fence.Lines.ToString()) ?? throw HelpError.At(file, fence.Line + 1, "the yaml is empty");
        }
        catch (YamlException wrong)
        {
            throw HelpError.At(file, fence.Line + 1 + (int)wrong.Start.Line, wrong.InnerException?.Message ?? wrong.Message);
        }
    }
}
