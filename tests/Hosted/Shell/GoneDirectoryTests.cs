namespace Nginx502.HostedTests.Shell;

/// <summary>A deploy removes the directory in which somebody stands: the cmdlets work all the same.</summary>
public sealed class GoneDirectoryTests
{
    [Fact]
    public void Programs_are_started_from_a_directory_that_is_gone()
    {
        using ShellProgram program = ShellProgram.StartShellLine(
            "d=$(mktemp -d) && cd \"$d\" && rmdir \"$d\" && exec \"$NGINX502\" -Command '(Get-502Snapshot -WarningAction Ignore).NotSeen | ForEach-Object { $_.ToString() }; \"done\"'");
        ShellProgram.Result result = program.End();

        Assert.EndsWith("done\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unable to find the specified file", result.Output + result.Error, StringComparison.Ordinal);
    }
}
