using Nginx502.Libraries;
using Nginx502.Load;

namespace Nginx502.UnitTests.Load;

/// <summary>Coordinated omission: what a server that stands still does to requests of a fixed rate.</summary>
public class LoadScheduleTests
{
    private const long Second = 1000;

    [Fact]
    public void Requests_are_due_at_equal_distances()
    {
        var schedule = new LoadSchedule(500, 500 + Second, 4, null, Second);
        var due = new List<long>();
        while (schedule.Next is { } next)
        {
            due.Add(next);
            schedule.Take();
        }

        Assert.Equal([500, 750, 1000, 1250], due);
    }

    [Fact]
    public void No_more_than_were_asked_for()
    {
        var schedule = new LoadSchedule(0, Second, 100, 2, Second);
        schedule.Take();
        schedule.Take();

        Assert.Null(schedule.Next);
        Assert.Equal(0, schedule.Overdue(Second));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(950, 10)]
    [InlineData(99_999, 10)]
    public void What_was_due_and_not_taken_is_counted(long now, long overdue) => Assert.Equal(overdue, new LoadSchedule(0, Second, 10, null, Second).Overdue(now));

    [Fact]
    public void What_was_taken_is_not_overdue()
    {
        var schedule = new LoadSchedule(0, Second, 10, null, Second);
        schedule.Take();
        schedule.Take();

        Assert.Equal(3, schedule.Overdue(450));
    }

    // A server that answers in 1 ms and stands still once for a second: of 100 a second, 100 were delayed, and not one.
    [Fact]
    public void A_standstill_delays_all_that_were_due_in_it()
    {
        var schedule = new LoadSchedule(0, 10 * Second, 100, null, Second);
        IHistogram latency = PrivateLibraries.Histograms.Create();
        IHistogram serviceTime = PrivateLibraries.Histograms.Create();
        long now = 0;
        while (schedule.Next is { } due)
        {
            schedule.Take();
            now = Math.Max(now, due);
            long answered = now + (due == 5 * Second ? Second : 1);
            latency.Record(TimeSpan.FromMilliseconds(answered - due));
            serviceTime.Record(TimeSpan.FromMilliseconds(answered - now));
            now = answered;
        }

        Assert.Equal(1000, latency.Count);
        Assert.InRange(serviceTime.At(99).TotalMilliseconds, 0.9, 1.1);
        Assert.InRange(latency.At(95).TotalMilliseconds, 400, 700);
        Assert.InRange(latency.At(100).TotalMilliseconds, 999, 1001);
        Assert.InRange(latency.At(50).TotalMilliseconds, 0.9, 1.1);
    }
}
