using System.Globalization;
using System.Xml.Linq;

namespace Nginx502.Build.Help;

/// <summary>Writes the help of cmdlets as the MAML that Get-Help reads.</summary>
internal static class MamlWriter
{
    /// <summary>The file that Get-Help looks for: named after the assembly of the cmdlets.</summary>
    public const string FileName = "Nginx502.dll-Help.xml";

    private const string Switch = "System.Management.Automation.SwitchParameter";

    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Makes the document of some pages.</summary>
    public static XDocument Write(IEnumerable<CommandPage> pages) => new(new XElement(
        Root + "helpItems",
        new XAttribute("schema", "maml"),
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        pages.Select(CommandOf)));

    private static XElement CommandOf(CommandPage page) => new(
        Command + "command",
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            Description([page.Synopsis]),
            new XElement(Command + "verb", page.Name.Split('-')[0]),
            new XElement(Command + "noun", page.Name.Split('-')[1])),
        Description(page.Description),
        new XElement(Command + "syntax", page.ParameterSets.Select(set => Syntax(page, set))),
        new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, parameter.Metadata.ParameterSets[0], withDescription: true))),
        new XElement(Command + "inputTypes", page.Inputs.Select(type => TypeOf("inputType", type))),
        new XElement(Command + "returnValues", page.Outputs.Select(type => TypeOf("returnValue", type))),
        page.Notes.Count > 0 ? new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))) : null,
        new XElement(Command + "examples", page.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", page.Links.Select(Link)));

    // As Get-Command -Syntax orders them: by position, then those that have to be given, then the others.
    private static XElement Syntax(CommandPage page, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        page.Parameters
            .Select(parameter => (Parameter: parameter, Set: parameter.In(set)))
            .Where(item => item.Set is not null && !item.Parameter.Metadata.DontShow)
            .OrderBy(item => int.TryParse(item.Set!.Position, CultureInfo.InvariantCulture, out int position) ? position : int.MaxValue)
            .ThenBy(item => !item.Set!.IsRequired)
            .Select(item => Parameter(item.Parameter, item.Set!, withDescription: false)));

    private static XElement Parameter(HelpParameter parameter, ParameterSetMetadata set, bool withDescription)
    {
        ParameterMetadata metadata = parameter.Metadata;
        bool isSwitch = metadata.Type == Switch;
        return new XElement(
            Command + "parameter",
            new XAttribute("required", Boolean(set.IsRequired)),
            new XAttribute("variableLength", Boolean(metadata.Type.EndsWith("[]", StringComparison.Ordinal))),
            new XAttribute("globbing", Boolean(metadata.SupportsWildcards)),
            new XAttribute("pipelineInput", PipelineInput(metadata)),
            new XAttribute("position", set.Position == "Named" ? "named" : set.Position),
            new XAttribute("aliases", metadata.Aliases.Count > 0 ? string.Join(", ", metadata.Aliases) : "none"),
            new XElement(Maml + "name", parameter.Name),
            withDescription ? Description(parameter.Description) : null,
            isSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), ShortName(metadata.Type)),
            withDescription || metadata.AcceptedValues.Count == 0
                ? null
                : new XElement(
                    Command + "parameterValueGroup",
                    metadata.AcceptedValues.Select(value => new XElement(Command + "parameterValue", new XAttribute("required", "false"), value))),
            new XElement(Dev + "type", new XElement(Maml + "name", metadata.Type)),
            new XElement(Dev + "defaultValue", metadata.DefaultValue.Length > 0 ? metadata.DefaultValue : "None"));
    }

    private static string PipelineInput(ParameterMetadata metadata)
    {
        string[] ways =
        [
            .. metadata.ParameterSets.Any(set => set.ValueFromPipeline) ? ["ByValue"] : Array.Empty<string>(),
            .. metadata.ParameterSets.Any(set => set.ValueFromPipelineByPropertyName) ? ["ByPropertyName"] : Array.Empty<string>(),
        ];
        return ways.Length > 0 ? $"true ({string.Join(", ", ways)})" : "false";
    }

    // System.Nullable`1[System.DateTime] and System.String[] as people read them: DateTime, String[].
    private static string ShortName(string type)
    {
        int bracket = type.IndexOf("`1[", StringComparison.Ordinal);
        string inner = bracket >= 0 ? type[(bracket + 3)..].TrimEnd(']') : type;
        return inner[(inner.LastIndexOf('.') + 1)..];
    }

    private static XElement TypeOf(string element, HelpType type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        Description(type.Description));

    private static XElement Example(HelpExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------- {example.Title} --------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    private static XElement Link(HelpLink link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Uri));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph));

    private static string Boolean(bool value) => value ? "true" : "false";
}
