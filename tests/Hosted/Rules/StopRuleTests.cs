using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Rules;

/// <summary>Ctrl+C ends every cmdlet within a second, whatever it is doing.</summary>
public sealed class StopRuleTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cmdlets => LogSample.LogNames;

    public static TheoryData<string> Followers => [.. LogSample.Logs.Select(sample => sample.Cmdlet).Where(name => !name.StartsWith("Measure-"))];

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void In_the_middle_of_a_huge_log(string cmdlet)
    {
        // A hole of a terabyte: it takes no space, and no machine reads it within the test.
        string log = _folder.Copy(LogSample.Of(cmdlet).Subject, "huge.log");
        using (FileStream file = File.OpenWrite(log))
        {
            file.SetLength(1L << 40);
        }

        using RunningInvocation running = _session.Start($"{cmdlet} -LiteralPath $args[0]", log);
        _session.Host.WaitForProgress();

        Assert.False(running.HasEnded);
        Assert.InRange(running.Stop(), TimeSpan.Zero, Limit);
    }

    [Theory]
    [MemberData(nameof(Followers))]
    public void While_it_waits_for_more(string cmdlet)
    {
        using RunningInvocation running = _session.Start($"{cmdlet} -LiteralPath $args[0] -Wait", LogSample.Of(cmdlet).Subject);
        running.WaitFor(1);

        Assert.False(running.HasEnded);
        Assert.InRange(running.Stop(), TimeSpan.Zero, Limit);
        Assert.Empty(running.Errors);
    }

    [Theory]
    [MemberData(nameof(Followers))]
    public void While_the_next_command_is_slow(string cmdlet)
    {
        string log = _folder.Write("long.log", [.. Enumerable.Repeat(File.ReadAllLines(LogSample.Of(cmdlet).Subject)[0], 100_000)]);

        using RunningInvocation running = _session.Start($"{cmdlet} -LiteralPath $args[0] | ForEach-Object {{ [Threading.Thread]::Sleep(1); $_ }}", log);
        running.WaitFor(5);

        Assert.InRange(running.Stop(), TimeSpan.Zero, Limit);
    }
}
