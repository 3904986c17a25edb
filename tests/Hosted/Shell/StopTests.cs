namespace Nginx502.HostedTests.Shell;

/// <summary>Signals stop the pipeline, which cleans up, and give the exit codes of the shells.</summary>
public sealed class StopTests
{
    private const string Endless = "try { 'started'; while ($true) { [System.Threading.Thread]::Sleep(20) } } finally { [Console]::Error.WriteLine('cleaned up') }";

    [Theory]
    [InlineData(ShellProgram.Interrupt, 130)]
    [InlineData(ShellProgram.Terminate, 143)]
    public void ASignalStopsThePipelineWhichCleansUp(int signal, int exitCode)
    {
        using ShellProgram program = ShellProgram.Start(Endless);
        program.WaitFor("started");
        program.Signal(signal);
        ShellProgram.Result result = program.WaitForEnd();
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal("cleaned up\n", result.Error);
    }

    [Fact]
    public void ASecondSignalEndsWhatDoesNotStop()
    {
        using ShellProgram program = ShellProgram.Start("'started'; [System.Threading.Thread]::Sleep(-1)");
        program.WaitFor("started");
        program.Signal(ShellProgram.Interrupt);
        program.SignalUntilEnd(ShellProgram.Interrupt);
        Assert.Equal(130, program.WaitForEnd().ExitCode);
    }

    [Fact]
    public void JsonThatWasStoppedIsStillJson()
    {
        using ShellProgram program = ShellProgram.Start("-OutputFormat", "Json", "1; $Host.UI.WriteWarningLine('started'); while ($true) { [System.Threading.Thread]::Sleep(20) }");
        program.WaitFor("started");
        program.Signal(ShellProgram.Interrupt);
        Assert.Equal("[\n  1\n]\n", program.WaitForEnd().Output);
    }

    [Fact]
    public void AProcessingCmdletIsStoppedInTheMiddle()
    {
        using ShellProgram program = ShellProgram.Start("-OutputFormat", "JsonLines", "'started'; & { while ($true) { 1 } } | Where-Object { $false }");
        program.WaitFor("started");
        program.Signal(ShellProgram.Interrupt);
        Assert.Equal(130, program.WaitForEnd().ExitCode);
    }
}
