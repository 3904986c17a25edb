namespace Nginx502.HostedTests.Shell;

/// <summary>The exit codes of the program are those of pwsh (tried in pwsh 7.6).</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("exit", 0)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-Nothing", 1)]
    [InlineData("Get-Nothing; 1", 0)]
    [InlineData("1; Get-Nothing", 1)]
    [InlineData("1 +", 1)]
    [InlineData("/bin/sh -c 'exit 5'", 1)]
    [InlineData("/bin/sh -c 'exit 5'; exit $LASTEXITCODE", 5)]
    [InlineData("try { throw 'x' } catch { exit 2 }", 2)]
    public void Command(string text, int expected) =>
        Assert.Equal(expected, ShellProgram.Run("-Command", text).ExitCode);

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("function f { exit 4 } f; 'not reached'", 4)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-Nothing", 0)]
    [InlineData("1 +", 1)]
    [InlineData("/bin/sh -c 'exit 5'", 0)]
    public void File(string text, int expected)
    {
        using var script = new ScriptFile(text);
        Assert.Equal(expected, ShellProgram.Run("-File", script.Path).ExitCode);
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'x'", 1)]
    [InlineData("'all of it' ; exit 0", 0)]
    public void StandardInput(string text, int expected) =>
        Assert.Equal(expected, ShellProgram.RunWith(text).ExitCode);

    [Theory]
    [InlineData("-Nonsense", "no option '-Nonsense'")]
    [InlineData("-No", "could be -NoProfile or -NonInteractive or -NoLogo")]
    [InlineData("-Command", "-Command needs a value")]
    [InlineData("-File /nowhere.ps1", "no script '/nowhere.ps1'")]
    [InlineData("-OutputFormat Yaml 1", "'Yaml' is none of them")]
    [InlineData("-OutputFormat 1 1", "'1' is none of them")]
    [InlineData("", "nothing to run")]
    public void WrongUsageIs64AndSaysWhat(string arguments, string message)
    {
        ShellProgram.Result result = ShellProgram.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(64, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void HelpAndVersionSucceed()
    {
        Assert.Contains("Select-Object", ShellProgram.Run("-Help").Output, StringComparison.Ordinal);
        Assert.Contains("-OutputFormat", ShellProgram.Run("--help").Output, StringComparison.Ordinal);
        Assert.StartsWith("nginx502 ", ShellProgram.Run("--version").Output, StringComparison.Ordinal);
        Assert.Equal(0, ShellProgram.Run("-v").ExitCode);
    }
}
