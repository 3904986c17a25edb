namespace Nginx502.HostedTests.Shell;

/// <summary>Each stream goes where it belongs, and nowhere else.</summary>
public sealed class StreamTests
{
    [Fact]
    public void ResultsGoToStandardOutputAndTheRestToStandardError()
    {
        ShellProgram.Result result = ShellProgram.Run("""
            'result'; $Host.UI.WriteLine('for the person'); $Host.UI.WriteWarningLine('careful')
            $Host.UI.WriteVerboseLine('in detail'); $Host.UI.WriteDebugLine('deep down'); Get-Nothing
            """);
        Assert.Equal("result\nfor the person\n", result.Output);
        Assert.Contains("WARNING: careful\nVERBOSE: in detail\nDEBUG: deep down\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("Get-Nothing", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
    }

    [Theory]
    [InlineData("Json")]
    [InlineData("JsonLines")]
    [InlineData("CliXml")]
    public void ErrorsAreNoPartOfTheOutputForPrograms(string format)
    {
        ShellProgram.Result result = ShellProgram.Run("-OutputFormat", format, "1; Get-Nothing; throw 'ended'");
        Assert.DoesNotContain("Get-Nothing", result.Output, StringComparison.Ordinal);
        Assert.Contains("Get-Nothing", result.Error, StringComparison.Ordinal);
        Assert.Contains("ended", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void WhatTheEngineRepeatsInItsErrorsIsEscaped()
    {
        ShellProgram.Result result = ShellProgram.Run("Get-NginxUpstreamError -Tail \"a\u009bb\u202ec\u001b]0;x\"; Get-Nothing\u202e");
        Assert.Contains("a\\u009Bb\\u202Ec", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Error, character => (char.IsControl(character) && character != '\n') || character == '\u202e');
    }

    [Fact]
    public void StandardInputIsTheDollarInputOfACommandLineByLineAsItComes()
    {
        using ShellProgram program = ShellProgram.Start("$input | ForEach-Object { \"<$_>\" }");
        program.Input.WriteLine("one");
        program.Input.Flush();
        program.WaitFor("<one>");
        program.Input.WriteLine("two");
        Assert.Equal("<one>\n<two>\n", program.End().Output);
    }

    [Fact]
    public void StandardInputReachesTheProcessBlockOfAScript()
    {
        using var script = new ScriptFile("process { \"<$_>\" } end { 'end' }");
        Assert.Equal("<a>\n<b>\nend\n", ShellProgram.RunWith("a\nb\n", "-File", script.Path).Output);
    }

    [Fact]
    public void StandardInputThatNobodyAsksForIsLeftAlone()
    {
        using ShellProgram program = ShellProgram.Start("'done'");
        Assert.Equal("done\n", program.WaitForEnd().Output);
    }

    [Fact]
    public void TheReaderOfTheOutputMayGoAway()
    {
        using ShellProgram program = ShellProgram.StartShellLine(
            "\"$NGINX502\" 'while ($true) { 1 }' | head -1; echo ${PIPESTATUS[0]}; \"$NGINX502\" -OutputFormat JsonLines 'while ($true) { 1 }' | head -1; echo ${PIPESTATUS[0]}");
        ShellProgram.Result result = program.End();
        Assert.Equal("1\n141\n1\n141\n", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void OutputIsAppendedWhereOthersWriteToo()
    {
        using var file = new ScriptFile("");
        using ShellProgram program = ShellProgram.StartShellLine($"{{ echo before; \"$NGINX502\" 1; echo after; }} > '{file.Path}'");
        program.End();
        Assert.Equal("before\n1\nafter\n", File.ReadAllText(file.Path));
    }

    [Theory]
    [InlineData("COLUMNS", "50", 50)]
    [InlineData("COLUMNS", "wide", 120)]
    public void WithoutATerminalTheWidthIsThatOfColumnsElse120(string variable, string value, int expected)
    {
        using ShellProgram program = ShellProgram.StartWith(variable, value, "$Host.UI.RawUI.BufferSize.Width");
        Assert.Equal($"{expected}\n", program.End().Output);
    }

    [Fact]
    public void ACommandThatOnlyPwshHasIsNamedAsSuchOnce()
    {
        ShellProgram.Result result = ShellProgram.Run("1 | Select-Object; 2 | select-object; Get-Nothing");
        Assert.Equal(1, result.Error.Split("only the full pwsh has Select-Object").Length - 1);
        Assert.DoesNotContain("pwsh has Get-Nothing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesBreakBetweenWords()
    {
        using ShellProgram program = ShellProgram.StartWith("COLUMNS", "60", "Get-Help Get-Help");
        Assert.Contains("[<CommonParameters>]", program.End().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NativeProgramsWriteToTheSameStreams()
    {
        ShellProgram.Result result = ShellProgram.Run("/bin/sh -c 'echo out; echo err >&2'");
        Assert.Equal("out\n", result.Output);
        Assert.Contains("err", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AMillionObjectsForNobodyAreNotHeldUp()
    {
        // Nothing is collected on the way: the memory of a run does not depend on how much it puts out.
        ShellProgram.Result result = ShellProgram.Run(
            "$i = 0; & { while ($i++ -lt 1000000) { [object]::new() } } | Out-Null; [int]([Environment]::WorkingSet / 1MB)");
        Assert.InRange(int.Parse(result.Output, System.Globalization.CultureInfo.InvariantCulture), 1, 200);
    }
}
