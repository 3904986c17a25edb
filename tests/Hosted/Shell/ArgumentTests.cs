namespace Nginx502.HostedTests.Shell;

/// <summary>Words of the command line reach scripts and commands as with pwsh.</summary>
public sealed class ArgumentTests
{
    private const string Parameters = """
        param([int]$Count, [switch]$Fast, [string]$Name, [Parameter(ValueFromRemainingArguments)][string[]]$Rest)
        "$($Count.GetType().Name) $Count|$Fast|$Name|$($Rest -join ',')|$($MyInvocation.MyCommand.Name)|$PSScriptRoot"
        """;

    [Theory]
    [InlineData("-Count 3 -Fast", "Int32 3|True|||")]
    [InlineData("3 web", "Int32 3|False|web||")]
    [InlineData("-Fast:$false -Count:7 -Name: x", "Int32 7|False|x||")]
    [InlineData("-Fast:true 1 n a b c", "Int32 1|True|n|a,b,c|")]
    [InlineData("1 $(exit) ;x", "Int32 1|False|$(exit)|;x|")]
    public void FileArgumentsBindAsWithPwsh(string words, string expected)
    {
        using var script = new ScriptFile(Parameters);
        ShellProgram.Result result = ShellProgram.Run(["-File", script.Path, .. words.Split(' ')]);
        Assert.Equal($"{expected}a script.ps1|{script.Folder}\n", result.Output);
    }

    [Fact]
    public void AWrongValueIsAnErrorOfTheScript()
    {
        using var script = new ScriptFile(Parameters);
        ShellProgram.Result result = ShellProgram.Run("-File", script.Path, "-Count", "many");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'Count'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ABareScriptIsAFileAndBareWordsAreACommand()
    {
        using var script = new ScriptFile("\"script $args\"");
        Assert.Equal("script 1 2\n", ShellProgram.Run(script.Path, "1", "2").Output);
        Assert.Equal("1 2\n", ShellProgram.Run("Write", "1").ExitCode == 1 ? ShellProgram.Run("'1", "2'").Output : "");
    }

    [Theory]
    [InlineData("new release; it's $5", "new release; it's $5\n")]
    [InlineData("2026-11-28 03:12:40", "2026-11-28 03:12:40\n")]
    [InlineData("", "\n")]
    [InlineData("[JIRA-12] deploy", "[JIRA-12] deploy\n")]
    [InlineData("(hostname) tonight", "(hostname) tonight\n")]
    [InlineData("- blue | hostname", "- blue | hostname\n")]
    [InlineData("1, 2", "1\n2\n")]
    [InlineData("(1 + 2)", "3\n")]
    public void AQuotedValueStaysOneValueAndPowerShellStaysPowerShell(string value, string expected) =>
        Assert.Equal(expected, ShellProgram.Run("ForEach-Object", "-Process", "{ $_ }", "-InputObject", value).Output);

    [Fact]
    public void APipelineInTheWordsStaysOne() => Assert.Equal("3\n", ShellProgram.Run("ForEach-Object", "-Process", "{ $_ }", "-InputObject", "1 | ForEach-Object { $_ + 2 }").Output);

    [Fact]
    public void AScriptWithAShebangNeedsNoExtension()
    {
        using var script = new ScriptFile($"#!{ShellProgram.Path}\n\"run with $args\"\nexit 6\n", "tool");
        File.SetUnixFileMode(script.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using ShellProgram program = ShellProgram.StartShellLine($"'{script.Path}' one");
        ShellProgram.Result result = program.End();
        Assert.Equal("run with one\n", result.Output);
        Assert.Equal(6, result.ExitCode);
    }

    [Fact]
    public void AnErrorInAFileNamesFileAndLine()
    {
        using var script = new ScriptFile("1\nthrow 'broken'\n");
        ShellProgram.Result result = ShellProgram.Run("-File", script.Path);
        Assert.Contains($"{script.Path}:2", result.Error, StringComparison.Ordinal);
        Assert.Contains("broken", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsCanBeShortAndWithTwoDashes()
    {
        Assert.Equal("[\n  1\n]\n", ShellProgram.Run("--output", "json", "-nop", "-noni", "-c", "1").Output);
    }
}
