using Nginx502.Logs;
using Nginx502.UnitTests.Logs.NginxErrors;

namespace Nginx502.UnitTests.Logs.Reading;

/// <summary>The zone of a log without zones, from when it was last written. Changes this process's zone, so it runs alone.</summary>
[Collection(nameof(ZoneOfThisProcess))]
public sealed class LogClockTests : IDisposable
{
    private readonly string? _zone = Environment.GetEnvironmentVariable("TZ");

    public void Dispose() => SetZone(_zone);

    [Theory]
    [InlineData("UTC", "2026-11-23 12:00:00", "2026-11-23 12:00:00", 0, true)]
    [InlineData("UTC", "2026-11-23 12:00:03", "2026-11-23 12:00:00", 0, true)]
    [InlineData("Europe/Berlin", "2026-11-23 12:00:00", "2026-11-23 12:00:00", 0, true)]
    // A container in UTC, in winter and in summer.
    [InlineData("Europe/Berlin", "2026-11-23 12:00:01", "2026-11-23 11:00:00", 60, true)]
    [InlineData("Europe/Berlin", "2026-07-23 12:00:01", "2026-07-23 10:00:00", 120, true)]
    [InlineData("America/New_York", "2026-11-23 12:00:00", "2026-11-23 17:00:00", -300, true)]
    // Zones of half and three quarters of an hour.
    [InlineData("Asia/Kolkata", "2026-11-23 12:00:00", "2026-11-23 06:30:00", 330, true)]
    [InlineData("Asia/Kathmandu", "2026-11-23 12:00:00", "2026-11-23 06:15:00", 345, true)]
    [InlineData("UTC", "2026-11-23 12:00:00", "2026-11-23 17:30:00", -330, true)]
    // The hour that summer time skips, and the one that it repeats.
    [InlineData("Europe/Berlin", "2026-03-29 03:30:00", "2026-03-29 01:30:00", 120, true)]
    [InlineData("Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25 02:30:00", 0, true)]
    // Touched or copied after it was written; or a zone that is none.
    [InlineData("UTC", "2026-11-23 12:07:00", "2026-11-23 12:00:00", 0, false)]
    [InlineData("UTC", "2026-11-30 12:00:00", "2026-11-23 12:00:00", 0, false)]
    [InlineData("UTC", "2026-11-23 12:15:00", "2026-11-23 12:00:00", 0, false)]
    [InlineData("UTC", "2026-11-23 12:00:00", "2026-11-24 05:00:00", 0, false)]
    [InlineData("UTC", "2026-11-23 12:00:00", "2027-11-23 12:00:00", 0, false)]
    public void The_zone_of_a_log(string zone, string lastWrite, string lastWritten, int correctionMinutes, bool isCertain)
    {
        SetZone(zone);

        var clock = LogClock.Infer(DateTime.SpecifyKind(DateTime.Parse(lastWrite), DateTimeKind.Local), DateTime.Parse(lastWritten));

        Assert.Equal(new LogClock(TimeSpan.FromMinutes(correctionMinutes), isCertain), clock);
    }

    [Fact]
    public void A_container_in_utc_is_read_as_local_time()
    {
        SetZone("Europe/Berlin");
        using var logs = new StoredLog();
        LogFile file = logs.Open(
            ErrorLines.Bytes("garbage\n" + ErrorLines.Refused + "\n" + ErrorLines.Refused.Replace("03:49:06", "04:49:06", StringComparison.Ordinal) + "\nno time\n"),
            lastWrite: new DateTime(2026, 11, 23, 5, 49, 6, DateTimeKind.Local));
        LogFile packed = logs.Open(ErrorLines.Bytes(ErrorLines.Refused), isPacked: true);

        Assert.Equal([4, 4, 5], Read(LogQuery.Everything).Select(error => error.Time!.Value.Hour));
        Assert.Equal([5], Read(new LogQuery(Since: new DateTime(2026, 11, 23, 5, 0, 0))).Select(error => error.Time!.Value.Hour));
        Assert.Equal([4, 4], Read(new LogQuery(Until: new DateTime(2026, 11, 23, 5, 0, 0))).Select(error => error.Time!.Value.Hour));

        NginxUpstreamError[] Read(LogQuery query) =>
            [.. NginxErrorLog.Read([packed, file], ErrorLines.All, query, new ReadStatistics(), CancellationToken.None)];
    }

    [Fact]
    public void A_log_without_times_is_read_as_this_machine_s()
    {
        using var logs = new StoredLog();
        LogFile file = logs.Open(ErrorLines.Bytes("garbage\n"));

        Assert.Empty(NginxErrorLog.Read([file], ErrorLines.All, new LogQuery(Since: DateTime.Now), new ReadStatistics(), CancellationToken.None));
        Assert.Equal(new DateTime(2026, 11, 23, 3, 0, 0), LogClock.Assumed.ToLocal(new DateTime(2026, 11, 23, 3, 0, 0)));
        Assert.False(LogClock.Assumed.IsCertain);
    }

    private static void SetZone(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
