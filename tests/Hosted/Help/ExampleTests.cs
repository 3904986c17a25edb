using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Shell;

namespace Nginx502.HostedTests.Help;

/// <summary>The examples of the pages: their code runs in samples/logs, and gives what the pages show.</summary>
public sealed partial class ExampleTests
{
    /// <summary>The cmdlets that have a page.</summary>
    public static TheoryData<string> Cmdlets => [.. HelpPages.Cmdlets];

    /// <summary>The examples that the program nginx502 can run to their end, by cmdlet and number.</summary>
    public static TheoryData<string, int, string> Runnable => Choose(example => !example.NeedsPwsh && !example.RunsOn && !example.NeedsServer);

    /// <summary>The examples that need pwsh.</summary>
    public static TheoryData<string, int, string> ForPwsh => Choose(example => example.NeedsPwsh);

    /// <summary>The examples that never end by themselves.</summary>
    public static TheoryData<string, int, string> Endless => Choose(example => example.RunsOn);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_page_has_three_examples_with_output_and_none_is_lost(string cmdlet)
    {
        IReadOnlyList<PageExample> examples = PageExample.Of(cmdlet);
        Assert.True(examples.Count(example => example.Output is not null && !example.NeedsPwsh) >= 3);
        Assert.Equal(HelpPages.Read(cmdlet).Examples.Select(example => (example.Title, example.Code)), examples.Select(example => (example.Title, example.Code.TrimEnd('\n'))));
        Assert.All(examples, example => Assert.True(example.Output is not null || example.DependsOnTime || example.RunsOn, example.Title));
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public void Gives_what_the_page_shows(string cmdlet, int number, string title)
    {
        PageExample example = PageExample.Of(cmdlet)[number];
        using TemporaryFolder state = new();
        using ShellProgram program = ShellProgram.StartShellLine($"cd '{HelpPages.Logs}' && XDG_STATE_HOME='{state.Path}' TZ=UTC COLUMNS=80 exec \"$NGINX502\" -Command -");
        program.Input.Write(example.Code);
        ShellProgram.Result result = program.End();

        Assert.Equal("", result.Error);
        Assert.True(result.ExitCode == 0, title);
        if (!example.DependsOnTime)
        {
            Assert.Equal(Normalize(example.Output!), Normalize(result.Output));
        }
    }

    [Theory]
    [MemberData(nameof(ForPwsh))]
    public void What_is_said_to_need_pwsh_uses_a_command_that_the_engine_lacks(string cmdlet, int number, string title)
    {
        using var session = ModuleSession.Open();
        string[] lacking =
        [
            .. Parse(PageExample.Of(cmdlet)[number].Code).FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
                .Select(command => ((CommandAst)command).GetCommandName())
                .Where(name => session.Invoke("Get-Command $args[0] -ErrorAction Ignore", name).Output.Count == 0 || name == "Format-List"),
        ];

        Assert.NotEmpty(lacking);
        Assert.All(lacking, name => Assert.True(PageExample.Of(cmdlet)[number].Remarks.Contains(name, StringComparison.Ordinal), $"{title}: {name}"));
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public void What_is_said_to_run_on_waits(string cmdlet, int number, string title) =>
        Assert.True(Parse(PageExample.Of(cmdlet)[number].Code).Find(node => node is CommandParameterAst { ParameterName: "Wait" }, searchNestedScriptBlocks: true) is not null, title);

    [Fact]
    public void Every_error_of_the_samples_finds_what_the_visitor_got()
    {
        using var session = ModuleSession.Open();
        IReadOnlyList<NginxUpstreamError> errors = session.Invoke(
            "Get-NginxUpstreamError -LiteralPath $args[0] -AccessLogPath $args[1]",
            Path.Combine(HelpPages.Logs, "nginx-error.log"),
            Path.Combine(HelpPages.Logs, "nginx-access.log")).Clean().As<NginxUpstreamError>();

        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.True(error.Status == (error.Server == "blog.example.com" ? 200 : error.AttemptStatus), error.GetRawLine()));
    }

    private static TheoryData<string, int, string> Choose(Func<PageExample, bool> isWanted)
    {
        var chosen = new TheoryData<string, int, string>();
        foreach (string cmdlet in HelpPages.Cmdlets)
        {
            foreach ((int number, PageExample example) in PageExample.Of(cmdlet).Index().Where(item => isWanted(item.Item)))
            {
                chosen.Add(cmdlet, number, example.Title);
            }
        }

        return chosen;
    }

    private static ScriptBlockAst Parse(string code)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return script;
    }

    // A heading names the whole path of its log, and a diff that of its file: others in each checkout.
    private static string Normalize(string output) => string.Join('\n', ShownPaths.Shorten(output).Split('\n').Select(line => LogHeading().Replace(line.TrimEnd(), "$1$2"))).Trim('\n');

    [GeneratedRegex(@"^(   Log: [0-9-]{10}  ).*?([^/]+)$")]
    private static partial Regex LogHeading();
}
