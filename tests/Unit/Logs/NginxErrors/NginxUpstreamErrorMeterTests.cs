using Nginx502.Logs;
using Nginx502.UnitTests.Logs.Reading;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>Counting without objects gives what grouping the objects gives.</summary>
public sealed class NginxUpstreamErrorMeterTests : IDisposable
{
    private static readonly NginxUpstreamErrorProperty[] Properties = Enum.GetValues<NginxUpstreamErrorProperty>();

    private readonly StoredLog _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void Every_combination_of_properties_counts_as_grouping_does()
    {
        LogFile file = _logs.Open(new RandomLog(1).Write(300_000, disorder: 5));
        NginxUpstreamError[] errors = [.. Read(file, LogQuery.Everything)];
        for (int set = 0; set < 1 << Properties.Length; set++)
        {
            NginxUpstreamErrorProperty[] by = [.. Properties.Where(property => (set & (1 << (int)property)) != 0)];
            var meter = new NginxUpstreamErrorMeter(by);
            foreach (NginxUpstreamError error in errors)
            {
                meter.Add(error);
            }

            Assert.Equal(Grouped(errors, by), Counted(meter.Summarize(), by));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Counting_a_file_on_all_processors_counts_as_grouping_does(int seed)
    {
        LogFile file = _logs.Open(new RandomLog(seed).Write(4_000_000, disorder: 5));
        DateTime middle = Read(file, LogQuery.Everything).Select(error => error.Time!.Value).Order().ElementAt(100);
        NginxUpstreamErrorProperty[] by = [NginxUpstreamErrorProperty.Endpoint, NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.RequestUri];
        foreach (LogQuery query in new[] { LogQuery.Everything, new LogQuery(Since: middle), new LogQuery(Until: middle), new LogQuery(Tail: 50) })
        {
            NginxUpstreamErrorMeter meter = NginxErrorLog.Measure(
                [file], ErrorLines.All, query, () => new NginxUpstreamErrorMeter(by, TimeSpan.FromMinutes(7)), new ReadStatistics(), CancellationToken.None);

            NginxUpstreamError[] errors = [.. Read(file, query)];
            IReadOnlyList<NginxUpstreamErrorSummary> summaries = meter.Summarize();
            Assert.Equal(Grouped(errors, by), Counted(summaries, by));
            Assert.Equal(1, summaries.Sum(summary => summary.Share), 9);
            Assert.Equal(summaries.Select(summary => summary.Count).OrderDescending(), summaries.Select(summary => summary.Count));
            AssertBuckets(errors, summaries, TimeSpan.FromMinutes(7));
        }
    }

    [Fact]
    public void Merged_meters_count_as_one()
    {
        NginxUpstreamError[] errors = [.. Read(_logs.Open(new RandomLog(3).Write(200_000)), LogQuery.Everything)];
        NginxUpstreamErrorMeter whole = NewMeter();
        NginxUpstreamErrorMeter[] parts = [NewMeter(), NewMeter(), NewMeter()];
        for (int index = 0; index < errors.Length; index++)
        {
            whole.Add(errors[index]);
            parts[index % 2].Add(errors[index]);
        }

        parts[2].Merge(parts[0]);
        parts[2].Merge(parts[1]);

        Assert.Equal(whole.Summarize().Select(Of).Order(), parts[2].Summarize().Select(Of).Order());

        static NginxUpstreamErrorMeter NewMeter() => new([NginxUpstreamErrorProperty.Client], TimeSpan.FromHours(1));

        static string Of(NginxUpstreamErrorSummary summary) => $"{summary} {summary.Share} {summary.First:s} {summary.Last:s} {string.Join(' ', summary.Buckets)}";
    }

    [Fact]
    public void Nothing_counted_is_no_group() => Assert.Empty(new NginxUpstreamErrorMeter(Properties, TimeSpan.FromMinutes(1)).Summarize());

    [Fact]
    public void No_property_counts_all_together()
    {
        var meter = new NginxUpstreamErrorMeter([]);
        meter.Add(ErrorLines.One(ErrorLines.Refused));
        meter.Add(ErrorLines.One(ErrorLines.Refused));

        NginxUpstreamErrorSummary summary = Assert.Single(meter.Summarize());
        Assert.Equal((2, 1.0), (summary.Count, summary.Share));
        Assert.Empty(summary.Group);
        Assert.Empty(summary.Buckets);
        Assert.Equal("2", summary.ToString());
    }

    [Fact]
    public void Groups_that_visitors_multiply_do_not_multiply_empty_buckets()
    {
        var meter = new NginxUpstreamErrorMeter([NginxUpstreamErrorProperty.RequestUri], TimeSpan.FromMinutes(1));
        for (int number = 0; number < 2_000; number++)
        {
            meter.Add(ErrorLines.One(ErrorLines.Refused
                .Replace("11/23 03", $"11/{1 + (number % 7):D2} 03", StringComparison.Ordinal)
                .Replace("/cart.php", $"/{number}", StringComparison.Ordinal)));
        }

        IReadOnlyList<NginxUpstreamErrorSummary> summaries = meter.Summarize();
        Assert.Equal(2_000, summaries.Count);
        Assert.All(summaries, summary => Assert.Equal(1, Assert.Single(summary.Buckets).Count));
    }

    [Fact]
    public void A_property_that_is_named_twice_counts_once()
    {
        var meter = new NginxUpstreamErrorMeter([NginxUpstreamErrorProperty.Host, NginxUpstreamErrorProperty.Host]);
        meter.Add(ErrorLines.One(ErrorLines.Refused));

        Assert.Equal("1 www.shop.example", Assert.Single(meter.Summarize()).ToString());
    }

    [Fact]
    public void Values_that_strangers_choose_are_safe_and_do_not_run_together()
    {
        var meter = new NginxUpstreamErrorMeter([NginxUpstreamErrorProperty.Host, NginxUpstreamErrorProperty.RequestUri]);
        foreach ((string host, string uri) in new[] { ("a", "b\nc"), ("a\nb", "c"), ("\u001b[2J", "/x?secret"), ("\u001b[2J", "/x") })
        {
            meter.Add(ErrorLines.OneOfBytes(ErrorLines.Bytes(
                $"2026/11/23 03:49:06 [error] 1#1: *1 no live upstreams while connecting to upstream, client: c, server: s, request: \"GET {uri.Replace('\n', '\v')} HTTP/1.1\", upstream: \"http://x\", host: \"{host.Replace('\n', '\v')}\"")));
        }

        IReadOnlyList<NginxUpstreamErrorSummary> summaries = meter.Summarize();
        Assert.Equal([2, 1, 1], summaries.Select(summary => summary.Count));
        Assert.Equal(("\\x1B[2J", "/x"), (summaries[0].Host, summaries[0].RequestUri));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_interval_is_longer_than_nothing(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NginxUpstreamErrorMeter([], TimeSpan.FromSeconds(seconds)));

    private static void AssertBuckets(NginxUpstreamError[] errors, IReadOnlyList<NginxUpstreamErrorSummary> summaries, TimeSpan interval)
    {
        foreach (NginxUpstreamErrorSummary summary in summaries)
        {
            Assert.Equal(summary.Count, summary.Buckets.Sum(bucket => bucket.Count));
            Assert.All(summary.Buckets.Zip(summary.Buckets.Skip(1)), pair => Assert.Equal(interval, pair.Second.Start - pair.First.Start));
            Assert.Equal(summaries[0].Buckets.Select(bucket => bucket.Start), summary.Buckets.Select(bucket => bucket.Start));
        }

        var expected = errors.GroupBy(error => error.Time!.Value.Ticks / interval.Ticks).ToDictionary(group => group.Key * interval.Ticks, group => (long)group.Count());
        Assert.Equal(
            expected.OrderBy(bucket => bucket.Key).Select(bucket => (bucket.Key, bucket.Value)),
            summaries.SelectMany(summary => summary.Buckets).GroupBy(bucket => bucket.Start.Ticks)
                .Select(group => (group.Key, group.Sum(bucket => bucket.Count))).Where(bucket => bucket.Item2 > 0).Order());
    }

    private static string[] Grouped(IEnumerable<NginxUpstreamError> errors, NginxUpstreamErrorProperty[] by) => errors
        .GroupBy(error => string.Join('|', by.Select(property => ValueOf(error, property))))
        .Select(group => $"{group.Count()} {group.Min(error => error.Time):s} {group.Max(error => error.Time):s} {group.Key}")
        .Order(StringComparer.Ordinal)
        .ToArray();

    private static string[] Counted(IEnumerable<NginxUpstreamErrorSummary> summaries, NginxUpstreamErrorProperty[] by) => summaries
        .Select(summary => $"{summary.Count} {summary.First:s} {summary.Last:s} {string.Join('|', by.Select(property => Text(summary.Group[property.ToString()])))}")
        .Order(StringComparer.Ordinal)
        .ToArray();

    private static string? ValueOf(NginxUpstreamError error, NginxUpstreamErrorProperty property) => property switch
    {
        NginxUpstreamErrorProperty.Symptom => error.Symptom.ToString(),
        NginxUpstreamErrorProperty.Upstream => error.Upstream,
        NginxUpstreamErrorProperty.Endpoint => Text(error.Endpoint),
        NginxUpstreamErrorProperty.Server => error.Server,
        NginxUpstreamErrorProperty.Host => error.Host,
        NginxUpstreamErrorProperty.Client => error.Client,
        NginxUpstreamErrorProperty.RequestUri => error.RequestUri?.Split('?')[0],
        _ => throw new ArgumentOutOfRangeException(nameof(property)),
    };

    // Endpoints that are equal have one text here.
    private static string? Text(object? value) => value is FpmEndpoint ? value.ToString()!.ToLowerInvariant() : value?.ToString();

    private static IEnumerable<NginxUpstreamError> Read(LogFile file, LogQuery query) =>
        NginxErrorLog.Read([file], ErrorLines.All, query, new ReadStatistics(), CancellationToken.None);
}
