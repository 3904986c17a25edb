using Nginx502.Reporting;

namespace Nginx502.UnitTests.Reporting.Report;

/// <summary>Errors over time: every one counts, and no more is drawn than can be read.</summary>
public class ErrorSeriesTests
{
    private static readonly DateTime Start = new(2026, 11, 23, 3, 0, 0, DateTimeKind.Local);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(90, 1)]
    [InlineData(1440, 15)]
    [InlineData(10_080, 180)]
    [InlineData(500_000, 10_080)]
    public void Bins_are_few_and_hold_every_error(int minutes, int width)
    {
        TimeBucket[] buckets = [.. Enumerable.Range(0, 200).Select(index => new TimeBucket(Start.AddMinutes((long)minutes * index / 200), 5))];

        ErrorSeries series = ErrorSeries.Of(Snapshot((Symptom.SocketMissing, buckets)) with { Time = Start.AddMinutes(minutes) })!;

        Assert.Equal(TimeSpan.FromMinutes(width), series.Width);
        Assert.InRange(series.Length, 1, ErrorSeries.MostBins);
        Assert.Equal(1000, series.Counts.Sum(counts => counts.Sum()), 6);
        Assert.True(series.Start <= Start && series.End >= Start.AddMinutes(minutes - (minutes / 200.0) - 1));
        Assert.False(series.IsEstimated);
    }

    [Fact]
    public void What_was_counted_by_the_hour_is_no_burst()
    {
        GatewaySnapshot snapshot = Snapshot((Symptom.SocketMissing, [new TimeBucket(Start, 600)]), (Symptom.ResponseTimedOut, [new TimeBucket(Start, 6)]));
        snapshot = snapshot with { Errors = [snapshot.Errors[0] with { BucketInterval = TimeSpan.FromHours(1) }, snapshot.Errors[1]], Time = Start.AddHours(1) };

        ErrorSeries series = ErrorSeries.Of(snapshot)!;

        Assert.Equal((10.0, 6.0), (series.Counts[0].Max(), series.Counts[1].Max()));
        Assert.Equal([600.0, 6.0], series.Counts.Select(counts => Math.Round(counts.Sum(), 6)));
    }

    // Whoever can write to a log can write any time into it.
    [Fact]
    public void A_time_outside_of_what_was_read_is_not_drawn()
    {
        TimeBucket[] buckets = [new(new DateTime(1, 1, 1), 7), new(Start, 5), new(Start.AddYears(1), 7), new(DateTime.MaxValue, 7)];

        ErrorSeries series = ErrorSeries.Of(Snapshot((Symptom.SocketMissing, buckets)) with { Since = Start.AddDays(-1) })!;

        Assert.Equal((TimeSpan.FromMinutes(1), 5.0), (series.Width, series.Counts[0].Sum()));
    }

    [Fact]
    public void Rare_symptoms_are_one_series_without_a_name()
    {
        Symptom[] symptoms = [.. Enum.GetValues<Symptom>().Where(symptom => symptom < Symptom.ScriptNotFound).Take(9)];
        ErrorSeries series = ErrorSeries.Of(Snapshot([.. symptoms.Select((symptom, index) => (symptom, new[] { new TimeBucket(Start, 100 - index) }))]))!;

        Assert.Equal([.. symptoms.Take(6).Select(symptom => (Symptom?)symptom), null], series.Symptoms);
        Assert.Equal(94 + 93 + 92, series.Counts[^1].Sum(), 6);
    }

    [Fact]
    public void A_burst_of_which_only_the_ends_are_known_is_spread()
    {
        GatewaySnapshot snapshot = Snapshot() with
        {
            Timeline = new GatewayTimeline { Events = [new(Start, TimelineEventKind.ErrorBurst, "x", string.Empty, "log") { Until = Start.AddMinutes(10), Count = 100, Symptom = Symptom.ResponseTimedOut }] },
        };

        ErrorSeries series = ErrorSeries.Of(snapshot)!;

        Assert.True(series.IsEstimated);
        Assert.Equal(100, series.Counts[0].Sum(), 6);
        Assert.Equal(10, series.Counts[0].Count(count => count > 9));
    }

    [Fact]
    public void Look_alikes_are_no_errors() => Assert.Null(ErrorSeries.Of(Snapshot((Symptom.ScriptNotFound, [new TimeBucket(Start, 7)]))));

    private static GatewaySnapshot Snapshot(params (Symptom Symptom, TimeBucket[] Buckets)[] groups) => new()
    {
        Time = Start.AddHours(1),
        Errors = [.. groups.Select(group => new ErrorEvidence(group.Symptom, 502, null, null, null, group.Buckets.Sum(bucket => bucket.Count), null, null, []) { Buckets = group.Buckets })],
    };
}
