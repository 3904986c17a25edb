using System.Diagnostics;
using System.Runtime.Loader;
using System.Text;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Libraries;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ProgramsTests
{
    private static readonly IPrograms Programs = PrivateLibraries.Programs;

    [Fact]
    public void Arguments_are_a_list_and_no_shell_sees_them()
    {
        ProgramResult result = Run("/usr/bin/printf", "%s|", "a b", "$HOME; id", "", "*");

        Assert.Equal("a b|$HOME; id||*|", Encoding.UTF8.GetString(result.Output));
        Assert.Equal((0, false, false), (result.ExitCode!.Value, result.IsTruncated, result.IsTimedOut));
    }

    [Fact]
    public void Both_outputs_and_the_exit_code_are_told()
    {
        ProgramResult result = Run("/usr/bin/perl", "-e", "print 'out'; print STDERR 'err'; exit 3");

        Assert.Equal(("out", "err", 3), (Encoding.UTF8.GetString(result.Output), Encoding.UTF8.GetString(result.Error), result.ExitCode!.Value));
    }

    [Fact]
    public void Input_is_empty_unless_given_and_the_directory_is_the_given_one()
    {
        Assert.Empty(Run("/usr/bin/cat").Output);
        byte[] input = [.. Enumerable.Range(0, 200_000).Select(number => (byte)number)];
        Assert.Equal(input, Programs.Run(new ProgramRequest("/usr/bin/cat", []) { Input = input }, out _, CancellationToken.None)!.Output);
        ProgramResult result = Programs.Run(new ProgramRequest("/usr/bin/pwd", []) { WorkingDirectory = "/usr/share" }, out _, CancellationToken.None)!;
        Assert.Equal("/usr/share\n", Encoding.UTF8.GetString(result.Output));
    }

    [Fact]
    public void Output_is_bounded_and_the_rest_is_dropped()
    {
        ProgramResult result = Programs.Run(new ProgramRequest("/usr/bin/perl", ["-e", "print 'x' x 1000000"]) { MaximumOutputBytes = 1000 }, out _, CancellationToken.None)!;

        Assert.Equal((1000, true, 0), (result.Output.Length, result.IsTruncated, result.ExitCode!.Value));
    }

    [Fact]
    public void The_environment_is_the_given_one_or_ours_without_a_list()
    {
        ProgramRequest env = new("/usr/bin/env", []);

        Assert.Equal(["A=b=c", "E="], Lines(env with { Environment = ["A=b=c", "X=1", "E="], WithoutVariables = ["X"] }).Order(StringComparer.Ordinal));
        string[] inherited = Lines(env with { WithoutVariables = ["PATH"] });
        Assert.DoesNotContain(inherited, line => line.StartsWith("PATH=", StringComparison.Ordinal));
        Assert.NotEmpty(inherited);
    }

    [Fact]
    public void A_program_that_runs_too_long_is_killed_with_all_that_it_started()
    {
        ProgramRequest request = new("/usr/bin/perl", ["-e", "$| = 1; my $child = fork() // die; if (!$child) { sleep 1000; exit } print $child; sleep 1000"]) { Timeout = TimeSpan.FromSeconds(3) };

        ProgramResult result = Programs.Run(request, out _, CancellationToken.None)!;

        Assert.True(result.IsTimedOut);
        Assert.Null(result.ExitCode);
        int child = int.Parse(Encoding.ASCII.GetString(result.Output), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => ProcessTable.ReadOne("/proc", child)?.State is null or 'Z', TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Cancelling_kills_it()
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(200));
        long start = Stopwatch.GetTimestamp();

        Assert.ThrowsAny<OperationCanceledException>(() => Programs.Run(new ProgramRequest("/usr/bin/sleep", ["1000"]), out _, cancellation.Token));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("relative", "its path is not a full one")]
    [InlineData("/nonexistent-of-nginx502", "/nonexistent-of-nginx502")]
    public void What_is_not_there_is_said(string path, string expected)
    {
        Assert.Null(Programs.Run(new ProgramRequest(path, []), out string? problem, CancellationToken.None));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_runs_nothing_that_others_can_change()
    {
        string program = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.Copy("/usr/bin/true", program);
        try
        {
            ProgramResult? result = Programs.Run(new ProgramRequest(program, []), out string? problem, CancellationToken.None);

            Assert.Equal(Environment.IsPrivilegedProcess, result is null);
            Assert.Equal(Environment.IsPrivilegedProcess, problem?.Contains("/tmp", StringComparison.Ordinal) == true);
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public void The_library_stays_in_the_context_of_the_module()
    {
        Run("/usr/bin/true");

        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "CliWrap");
        Assert.Contains(AssemblyLoadContext.All.Single(context => context.Name == "Nginx502.Libraries").Assemblies, assembly => assembly.GetName().Name == "CliWrap");
    }

    private static ProgramResult Run(string path, params string[] arguments)
    {
        ProgramResult? result = Programs.Run(new ProgramRequest(path, arguments), out string? problem, CancellationToken.None);
        Assert.Null(problem);
        return result!;
    }

    private static string[] Lines(ProgramRequest request) =>
        Encoding.UTF8.GetString(Programs.Run(request, out _, CancellationToken.None)!.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
