using Nginx502.Logs;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>The zone of a log in frames that have one. Changes this process's zone, so it runs alone.</summary>
[Collection(nameof(ZoneOfThisProcess))]
public sealed class StampedClockTests : IDisposable
{
    private readonly string? _zone = Environment.GetEnvironmentVariable("TZ");

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (string row in File.ReadLines(TestData.Path("framing/stamps.tsv")).Where(row => !row.StartsWith("# ", StringComparison.Ordinal)))
        {
            string[] fields = row.Split('\t');
            rows.Add(fields[0], fields[1], fields[2]);
        }

        return rows;
    }

    public void Dispose() => SetZone(_zone);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Text_is_read_on_the_clock_of_its_stamps(string what, string line, string localTime)
    {
        SetZone("Europe/Berlin");
        var log = new TextLog<NginxUpstreamError>(new NginxErrorRecordReader(ErrorLines.All), LogQuery.Everything, new ReadStatistics());

        NginxUpstreamError error = Assert.Single(log.Add(line).Concat(log.Complete()));

        Assert.True(localTime == $"{error.Time:HH:mm:ss}", $"{what}: got {error.Time:HH:mm:ss}");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_file_is_read_on_the_clock_of_its_last_stamp(string what, string line, string localTime)
    {
        SetZone("Europe/Berlin");
        using var logs = new StoredLog();
        LogFile file = logs.Open(ErrorLines.Bytes(line + "\n" + line + "\nno time\n"), lastWrite: new DateTime(2026, 12, 1, 7, 8, 9, DateTimeKind.Local));

        NginxUpstreamError[] errors = [.. NginxErrorLog.Read([file], ErrorLines.All, LogQuery.Everything, new ReadStatistics(), CancellationToken.None)];

        Assert.Equal(2, errors.Length);
        Assert.All(errors, error => Assert.True(localTime == $"{error.Time:HH:mm:ss}", $"{what}: got {error.Time:HH:mm:ss}"));
    }

    [Fact]
    public void Text_without_stamps_keeps_the_clock_that_a_stamp_told_and_the_shift_is_told()
    {
        SetZone("Europe/Berlin");
        var statistics = new ReadStatistics();
        var log = new TextLog<NginxUpstreamError>(new NginxErrorRecordReader(ErrorLines.All), LogQuery.Everything, statistics);
        string[] lines = [ErrorLines.Refused, "2026-11-23T03:49:06.5Z " + ErrorLines.Refused, ErrorLines.Refused];

        Assert.Equal([3, 4, 4], lines.SelectMany(log.Add).Concat(log.Complete()).Select(error => error.Time!.Value.Hour));
        Assert.Equal([new ShiftedLog(null, TimeSpan.FromHours(1))], statistics.ShiftedLogs);
    }

    [Fact]
    public void A_record_without_a_time_of_its_own_tells_no_clock()
    {
        SetZone("Europe/Berlin");
        var statistics = new ReadStatistics();
        var log = new TextLog<FpmLogEntry>(new FpmLogRecordReader(new FpmLogFilter()), LogQuery.Everything, statistics);
        string[] lines =
        [
            "2026-11-23T03:49:06Z [23-Nov-2026 03:49:06] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it",
            "2026-11-23T03:49:07Z WARNING: [pool www] server reached pm.max_children setting (5), consider raising it",
            "[23-Nov-2026 03:49:08] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it",
        ];

        Assert.Equal([4, 4, 4], lines.SelectMany(log.Add).Concat(log.Complete()).Select(entry => entry.Time!.Value.Hour));
    }

    private static void SetZone(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
