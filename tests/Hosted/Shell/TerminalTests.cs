using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Shell;

/// <summary>What is there only for a person at a terminal: colours, progress, questions.</summary>
public sealed class TerminalTests
{
    private const string Question =
        "'$c = [System.Management.Automation.Host.ChoiceDescription[]](\"&Yes\", \"&No\"); \"answer \" + $Host.UI.PromptForChoice(\"Sure?\", \"It restarts.\", $c, 1)'";

    private const string Progress =
        "'foreach ($i in 1..3) { $r = [System.Management.Automation.ProgressRecord]::new(1, \"Reading\", \"line $i\"); $r.PercentComplete = 10 * $i; "
        + "$Host.UI.WriteProgress(1, $r); [System.Threading.Thread]::Sleep(150) }; \"done\"'";

    [Fact]
    public void AQuestionIsAskedAndAnswered()
    {
        using ShellProgram program = ShellProgram.StartOnTerminal(Question);
        program.WaitFor("[Y] Yes  [N] No  [?] Help (default is \"N\"): ");
        program.Input.Write("maybe\ry\r");
        program.Input.Flush();
        program.WaitFor("answer 0");
        Assert.Equal(0, program.WaitForEnd().ExitCode);
    }

    [Theory]
    [InlineData("-NonInteractive ")]
    [InlineData("", " </dev/null")]
    public void WhereNobodyCanAnswerAskingFails(string before, string after = "")
    {
        using ShellProgram program = ShellProgram.StartOnTerminal(before + Question + after);
        ShellProgram.Result result = program.WaitForEnd();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Nobody can answer here", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheModuleIsToldWhetherSomebodyCanAnswer()
    {
        Assert.Equal("False\n", ShellProgram.Run("$Host.PrivateData.IsInteractive").Output);
        using ShellProgram program = ShellProgram.StartOnTerminal("'$Host.PrivateData.IsInteractive'");
        Assert.Contains("True", program.WaitForEnd().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressIsOneLineThatIsTakenAway()
    {
        using ShellProgram program = ShellProgram.StartOnTerminal(Progress);
        string screen = program.WaitForEnd().Output;
        Assert.Contains("\r\u001b[KReading 20 %  line 2", screen, StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[Kdone\r\n", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutATerminalThereIsNoProgress()
    {
        ShellProgram.Result result = ShellProgram.Run(Progress.Trim('\''));
        Assert.Equal("done\n", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void ErrorsAreColouredOnATerminalOnly()
    {
        using ShellProgram coloured = ShellProgram.StartOnTerminal("Get-Nothing");
        Assert.Contains("\u001b[31;1m", coloured.WaitForEnd().Output, StringComparison.Ordinal);
        using ShellProgram plain = ShellProgram.StartOnTerminal("Get-Nothing 2>&1 | cat");
        Assert.DoesNotContain('\u001b', plain.WaitForEnd().Output);
    }

    // Whoever reads it is in a shell, where PowerShell's own line is no command.
    [Theory]
    [InlineData("php-upgraded", 160, "nginx502 Sync-FpmEndpoint -Pool www -Transport UnixSocket -Reload\r\n")]
    [InlineData("socket-permission", 160, "nginx502 \"Set-FpmPoolTuning -Pool www -Directive @{ 'listen.group' = 'www-data'; 'listen.mode' = '0660' }\"\r\n")]
    [InlineData("socket-permission", 80, "nginx502 \"Set-FpmPoolTuning -Pool www -Directive @{ 'listen.group' = \\\r\n           'www-data'; 'listen.mode' = '0660' }\"\r\n")]
    public void WhatIsToBeTypedIsALineOfTheShell(string sample, int width, string expected)
    {
        string path = Path.Combine(Package.Repository, "samples", "snapshots", $"{sample}.json");
        using ShellProgram program = ShellProgram.StartShellLine($"COLUMNS={width} NO_COLOR=1 script --quiet --return --command \"{ShellProgram.Path} Get-502Diagnosis -Path {path}\" /dev/null");
        Assert.Contains(expected, program.WaitForEnd().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NoColorIsHeard()
    {
        using ShellProgram program = ShellProgram.StartShellLine($"NO_COLOR=1 script --quiet --return --command \"{ShellProgram.Path} Get-Nothing\" /dev/null");
        Assert.DoesNotContain('\u001b', program.WaitForEnd().Output);
    }

    [Fact]
    public void WithoutACommandTheHelpIsShown()
    {
        using ShellProgram program = ShellProgram.StartOnTerminal("");
        ShellProgram.Result result = program.WaitForEnd();
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("-OutputFormat", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void CtrlCEndsAQuestion()
    {
        using ShellProgram program = ShellProgram.StartOnTerminal(Question);
        program.WaitFor("Help (default");
        program.Input.Write('\u0003');
        program.Input.Flush();
        Assert.Equal(130, program.WaitForEnd().ExitCode);
    }
}
