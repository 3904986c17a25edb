using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.FpmLog;

/// <summary>What a real php-fpm wrote is understood to the last line.</summary>
public class ObservedFpmLogTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(TestData.Path("fpm-log/observed"), "*.log").Concat(Directory.GetFiles(TestData.Path("fpm-slow/observed"), "*.log"))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_line_has_its_event(string path)
    {
        IReadOnlyList<FpmLogEntry> entries = FpmLogText.Read(File.ReadAllText(path), out ReadStatistics statistics);

        Assert.NotEmpty(entries);
        Assert.Equal(0, statistics.NotUnderstood);
        Assert.All(entries, entry => Assert.NotEqual(FpmLogEvent.Other, entry.Event));
        Assert.All(entries, entry => Assert.NotNull(entry.Time));
    }

    [Theory]
    [InlineData("fpm-log/observed/worker-crashed.log", FpmLogEvent.ChildExitedOnSignal)]
    [InlineData("fpm-log/observed/max-children-reached.log", FpmLogEvent.MaxChildrenReached)]
    [InlineData("fpm-log/observed/slow-request.log", FpmLogEvent.SlowRequest)]
    [InlineData("fpm-log/observed/fpm-reloaded.log", FpmLogEvent.Reloading)]
    [InlineData("fpm-slow/observed/slow-request.log", FpmLogEvent.SlowRequest)]
    public void The_fault_is_found(string path, FpmLogEvent expected) =>
        Assert.Contains(FpmLogText.Read(File.ReadAllText(TestData.Path(path))), entry => entry.Event == expected);
}
