using System.Management.Automation;
using Nginx502.Build.Help;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>What Get-Help shows of the built package is what the pages say.</summary>
public sealed class ShownHelpTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    /// <summary>The cmdlets that have a page.</summary>
    public static TheoryData<string> Cmdlets => [.. HelpPages.Cmdlets];

    /// <summary>The topics.</summary>
    public static TheoryData<string> Topics => ["about_Nginx502", "about_Nginx502_Causes", "about_Nginx502_Errors", "about_Nginx502_Recovery", "about_Nginx502_Security", "about_Nginx502_Symptoms"];

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Synopsis_parameters_and_examples_are_shown(string cmdlet)
    {
        CommandPage page = HelpPages.Read(cmdlet);

        Assert.Equal([page.Synopsis], Texts("(Get-Help $args[0]).Synopsis", cmdlet));
        Assert.Equal(page.Examples.Select(example => example.Code), Texts("(Get-Help $args[0]).examples.example.code", cmdlet));
        Assert.Equal(
            page.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            Texts("(Get-Help $args[0]).parameters.parameter.name", cmdlet).Order(StringComparer.Ordinal));
        Assert.All(page.Parameters, parameter => Assert.Equal(
            parameter.Description[0],
            Texts("(Get-Help $args[0] -Parameter $args[1]).description[0].Text", cmdlet, parameter.Name).Single().TrimEnd()));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Output_of_examples_keeps_its_lines(string cmdlet)
    {
        string shown = string.Join('\n', Texts("(Get-Help $args[0]).examples.example.remarks.Text", cmdlet)).ReplaceLineEndings("\n");
        Assert.All(PageExample.Of(cmdlet).Where(example => example.Output is not null), example => Assert.Contains(example.Output!.TrimEnd('\n'), shown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topics_are_shown_at_80_columns(string topic)
    {
        string text = Texts("Get-Help $args[0]", topic).Single();
        Assert.Contains("SHORT DESCRIPTION", text, StringComparison.Ordinal);
        Assert.All(HelpPages.Headings(topic), heading => Assert.Contains(heading, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    private IReadOnlyList<string> Texts(string script, params object?[] arguments) =>
        [.. _session.Invoke(script, arguments).Clean().Output.OfType<PSObject>().Select(item => item.ToString())];
}
