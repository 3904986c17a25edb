namespace Nginx502.UnitTests.Reporting;

/// <summary>The live view fits its terminal, whatever was watched.</summary>
public sealed class WatchScreenTests
{
    [Theory]
    [InlineData(80, 24)]
    [InlineData(160, 50)]
    [InlineData(40, 10)]
    [InlineData(10, 3)]
    [InlineData(1, 1)]
    public void EveryLineFits(int width, int height)
    {
        IReadOnlyList<string> lines = WatchScreen.Render(Busy(), width, height);

        Assert.InRange(lines.Count, 1, Math.Max(1, height - 1));
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void ItShowsWhatHappens()
    {
        string text = string.Join('\n', WatchScreen.Render(Busy(), 100, 40));

        Assert.Contains("web1  03:12:04  6.0 errors/s now, 18 in 3 s", text, StringComparison.Ordinal);
        Assert.Contains("SocketMissing", text, StringComparison.Ordinal);
        Assert.Contains("▃▆█", text, StringComparison.Ordinal);
        Assert.Contains("[##########] 5/5 busy       queue 12/511", text, StringComparison.Ordinal);
        Assert.Contains("recovery 03:11:00  Recovered  mended", text, StringComparison.Ordinal);
        Assert.Contains("suspended until 05:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutErrorsItSaysSo()
    {
        var history = new WatchHistory();
        history.Add(new ErrorWatchSample { ComputerName = "web1", Time = new DateTime(2026, 11, 26, 3, 12, 4, DateTimeKind.Local), Interval = TimeSpan.FromSeconds(1) });

        Assert.Contains("errors     none", WatchScreen.Render(history, 80, 24));
        Assert.Contains("pools      none found", WatchScreen.Render(history, 80, 24));
    }

    [Fact]
    public void BeforeTheFirstStretchItSaysThatItWatches() => Assert.Equal(["Watching…"], WatchScreen.Render(new WatchHistory(), 80, 24));

    [Fact]
    public void ItForgetsWhatIsLongAgo()
    {
        var history = new WatchHistory();
        for (int sample = 0; sample < WatchHistory.MostSamples + 10; sample++)
        {
            history.Add(new ErrorWatchSample { Errors = sample });
        }

        Assert.Equal(WatchHistory.MostSamples, history.Samples.Count);
        Assert.Equal(10, history.Samples.First().Errors);
    }

    private static WatchHistory Busy()
    {
        var history = new WatchHistory();
        for (int second = 1; second <= 3; second++)
        {
            long count = second switch { 1 => 3, 2 => 6, _ => 9 };
            history.Add(new ErrorWatchSample
            {
                ComputerName = "web1",
                Time = new DateTime(2026, 11, 26, 3, 12, 1 + second, DateTimeKind.Local),
                Interval = TimeSpan.FromSeconds(1),
                Errors = 6,
                ErrorsPerSecond = 6,
                Symptoms = [new WatchedSymptom(Symptom.SocketMissing, count, count)],
                Pools = [new WatchedPool("www", "/etc/php/8.2/fpm/pool.d/www.conf", FpmEndpoint.Parse("/run/php/php8.2-fpm.sock"), 12, 511, 5, 5, 5)],
                LastRun = new RecordedRun { Run = 7, Time = new DateTime(2026, 11, 26, 3, 11, 0, DateTimeKind.Local), Outcome = RecoveryOutcome.Recovered, Summary = "mended" },
                Suspension = new RecoverySuspension(new DateTime(2026, 11, 26, 5, 0, 0, DateTimeKind.Local), "work", new DateTime(2026, 11, 26, 3, 0, 0, DateTimeKind.Local)),
            });
        }

        return history;
    }
}
