using System.Globalization;
using System.Text;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.AccessLog;

/// <summary>
/// Incidents in tests/data/access-log/join: an error log whose lines begin with the status that the visitor got (or
/// <c>null</c>), a blank line, and the access log. The first line may name the access log's format.
/// </summary>
public sealed class AccessLogJoinTests
{
    public static TheoryData<string> Incidents() =>
        [.. Directory.GetFiles(TestData.Path("access-log/join"), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Incidents))]
    public void EachErrorHasWhatItsVisitorGot(string incident)
    {
        string[] lines = File.ReadAllLines(TestData.Path($"access-log/join/{incident}.txt"));
        const string formatKey = "# log_format: ";
        string? text = lines.FirstOrDefault(line => line.StartsWith(formatKey, StringComparison.Ordinal))?[formatKey.Length..];
        AccessLogFormat format = text is null ? AccessLogFormat.Combined : AccessLogFormat.Parse("x", AccessLogEscape.Default, text);
        bool areAllErrorsKnown = !lines.Contains("# errors were filtered");
        int blank = Array.IndexOf(lines, string.Empty);
        (string Expected, NginxUpstreamError Error)[] errors = lines[..blank]
            .Where(line => !line.StartsWith('#'))
            .Select(line => (line[..line.IndexOf(' ', StringComparison.Ordinal)], Error(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])))
            .ToArray();

        var join = new AccessLogJoin(errors.Select(error => error.Error), areAllErrorsKnown);
        foreach (string line in lines[(blank + 1)..])
        {
            join.Add(AccessLines.Read(line, format));
        }

        join.Complete();

        Assert.NotEmpty(errors);
        Assert.Equal(errors.Select(error => error.Expected), errors.Select(error => error.Error.Status?.ToString(CultureInfo.InvariantCulture) ?? "null"));
    }

    [Fact]
    public void NothingToJoinNeedsNoAccessLog()
    {
        var join = new AccessLogJoin([], areAllErrorsKnown: true);
        join.Complete();

        Assert.Null(join.From);
        Assert.Null(join.Until);
    }

    [Fact]
    public void TheTimeToReadIsThatOfTheErrors()
    {
        var join = new AccessLogJoin([Error(Line(6, 1)), Error(Line(9, 2))], areAllErrorsKnown: true);

        Assert.Equal(AccessLines.Local(2026, 11, 23, 3, 49, 6), join.From);
        Assert.Equal(AccessLines.Local(2026, 11, 23, 3, 59, 9), join.Until);
    }

    [Fact]
    public void AnErrorThatWasCutStaysWithoutAStatus()
    {
        NginxUpstreamError error = Error(Line(6, 1)[..^60]);
        var join = new AccessLogJoin([error], areAllErrorsKnown: true);
        join.Complete();

        Assert.Null(error.Status);
    }

    [Fact]
    public void AFloodOfAlikeRequestsIsJoinedSoon()
    {
        const int count = 20_000;
        NginxUpstreamError[] errors = Enumerable.Range(0, count).Select(number => Error(Line(number / 1000, number))).ToArray();
        var join = new AccessLogJoin(errors, areAllErrorsKnown: true);
        foreach (int number in Enumerable.Range(0, count))
        {
            join.Add(AccessLines.Read(Entry(number / 1000, 502), AccessLogFormat.Combined));
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        join.Complete();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
        Assert.All(errors, error => Assert.Equal(502, error.Status));
    }

    [Fact]
    public void MemoryIsInProportionToTheErrors()
    {
        NginxUpstreamError error = Error(Line(6, 1));
        var join = new AccessLogJoin([error], areAllErrorsKnown: true);
        NginxAccessEntry entry = AccessLines.Read(Entry(6, 200), AccessLogFormat.Combined);
        for (int number = 0; number < 5000; number++)
        {
            join.Add(entry);
        }

        join.Complete();

        Assert.Null(error.Status);
    }

    private static string Line(int second, int connection) => string.Create(
        CultureInfo.InvariantCulture,
        $"2026/11/23 03:49:{second:00} [error] 10#10: *{connection} connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"a\"");

    private static string Entry(int second, int status) =>
        string.Create(CultureInfo.InvariantCulture, $"192.0.2.1 - - [23/Nov/2026:03:49:{second:00} +0000] \"GET / HTTP/1.1\" {status} 157 \"-\" \"-\"");

    // All times here are UTC; an error log has no zone.
    private static NginxUpstreamError Error(string line)
    {
        DateTime noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
        var source = new LogSource("/var/log/nginx/error.log", new LogClock(noon.ToLocalTime() - noon, IsCertain: true));
        RecordOutcome outcome = new NginxErrorRecordReader(new NginxErrorFilter { IncludesLookAlikes = true })
            .Read(Encoding.UTF8.GetBytes(line), new RecordContext(source, new LineOrigin(), 0, 0), out NginxUpstreamError? error);
        Assert.True(outcome == RecordOutcome.Entry, line);
        return error!;
    }
}
