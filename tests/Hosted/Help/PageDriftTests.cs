using System.Management.Automation;
using Nginx502.Build.Help;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>The pages say what the cmdlets are: a parameter that was added, renamed or moved is on its page, and nothing else is.</summary>
public sealed class PageDriftTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    /// <summary>The cmdlets that have a page.</summary>
    public static TheoryData<string> Cmdlets => [.. HelpPages.Cmdlets];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() => Assert.Equal(
        _session.Invoke("Get-Command -Module Nginx502 -CommandType Cmdlet").Clean().As<CommandInfo>().Select(command => command.Name).Order(StringComparer.Ordinal),
        HelpPages.Cmdlets);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Parameters_are_those_of_the_cmdlet(string cmdlet)
    {
        CmdletInfo command = Command(cmdlet);
        CommandPage page = HelpPages.Read(cmdlet);

        Assert.Equal(OwnParameters(command).SelectMany(Describe).Order(StringComparer.Ordinal), page.Parameters.SelectMany(Describe).Order(StringComparer.Ordinal));
        Assert.Equal(command.ParameterSets.Select(set => set.Name).Order(StringComparer.Ordinal), page.ParameterSets.Order(StringComparer.Ordinal));
        Assert.Equal(command.DefaultParameterSet ?? ParameterAttribute.AllParameterSets, page.ParameterSets[0]);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_page_is_found_online(string cmdlet)
    {
        string address = $"{_session.Invoke("(Get-Module Nginx502).ProjectUri.ToString()").Clean().Output[0]}/blob/main/docs/help/{cmdlet}.md";

        Assert.Equal(address, new CommandMetadata(Command(cmdlet)).HelpUri);
        Assert.Contains($"\nHelpUri: {address}\n", HelpPages.Text(cmdlet), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Syntax_names_the_parameters_of_each_set(string cmdlet)
    {
        string text = HelpPages.Text(cmdlet);
        foreach (CommandParameterSetInfo set in Command(cmdlet).ParameterSets)
        {
            string heading = $"### {set.Name}{(set.IsDefault ? " (Default)" : "")}\n\n```\n";
            int start = text.IndexOf(heading, StringComparison.Ordinal);
            Assert.True(start >= 0, heading);
            string syntax = text[(start + heading.Length)..text.IndexOf("\n```", start + heading.Length, StringComparison.Ordinal)];
            string[] named = [.. syntax.Split([' ', '\n', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] == '-').Select(word => word[1..])];
            string[] own = [.. set.Parameters.Select(parameter => parameter.Name).Where(name => !Cmdlet.CommonParameters.Contains(name))];
            Assert.Equal(own.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Output_types_are_those_of_the_cmdlet(string cmdlet) =>
        Assert.Equal(Command(cmdlet).OutputType.Select(type => type.Name), HelpPages.Read(cmdlet).Outputs.Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Properties_of_the_output_are_named(string cmdlet)
    {
        string description = string.Join('\n', HelpPages.Text(cmdlet).Split("## OUTPUTS")[1].Split("## NOTES")[0]);
        Type output = Command(cmdlet).OutputType[0].Type;
        Assert.All(output.GetProperties(), property => Assert.Contains($"**{property.Name}**", description, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Nothing_was_left_to_be_filled_in(string cmdlet)
    {
        CommandPage page = HelpPages.Read(cmdlet);
        Assert.DoesNotContain("{{", HelpPages.Text(cmdlet), StringComparison.Ordinal);
        Assert.DoesNotContain("### -ProgressAction", HelpPages.Text(cmdlet), StringComparison.Ordinal);
        Assert.All(page.Parameters, parameter => Assert.NotEmpty(parameter.Description));
        Assert.NotEmpty(page.Notes);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Related_links_lead_to_pages(string cmdlet)
    {
        CommandPage page = HelpPages.Read(cmdlet);
        Assert.Contains(page.Links, link => link.Text == "about_Nginx502_Errors");
        Assert.All(page.Links, link => Assert.True(HelpPages.Exists(link.Text), link.Text));
    }

    private static IEnumerable<System.Management.Automation.ParameterMetadata> OwnParameters(CmdletInfo command) =>
        command.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));

    private static IEnumerable<string> Describe(System.Management.Automation.ParameterMetadata parameter) => parameter.ParameterSets.Select(set => Line(
        parameter.Name,
        parameter.ParameterType.ToString(),
        parameter.Aliases,
        parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
        set.Key == ParameterAttribute.AllParameterSets ? "(All)" : set.Key,
        set.Value.Position < 0 ? "Named" : $"{set.Value.Position}",
        set.Value.IsMandatory,
        set.Value.ValueFromPipeline,
        set.Value.ValueFromPipelineByPropertyName));

    private static IEnumerable<string> Describe(HelpParameter parameter) => parameter.Metadata.ParameterSets.Select(set => Line(
        parameter.Name,
        parameter.Metadata.Type,
        parameter.Metadata.Aliases,
        parameter.Metadata.SupportsWildcards,
        set.Name,
        set.Position,
        set.IsRequired,
        set.ValueFromPipeline,
        set.ValueFromPipelineByPropertyName));

    private static string Line(
        string name, string type, IEnumerable<string> aliases, bool wildcards, string set, string position, bool required, bool byValue, bool byName) =>
        $"-{name} {type} in {set}, position {position}, aliases [{string.Join(", ", aliases.Order(StringComparer.Ordinal))}]"
        + $"{(required ? ", mandatory" : "")}{(wildcards ? ", wildcards" : "")}{(byValue ? ", by value" : "")}{(byName ? ", by name" : "")}";

    private CmdletInfo Command(string name) => _session.Invoke("Get-Command $args[0]", name).Clean().As<CmdletInfo>().Single();
}
