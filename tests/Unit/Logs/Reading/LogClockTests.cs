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

    [Theory]
    // Written in place: the file is as old as its lines, or older (a log that was truncated); it was made a moment after its first line's second.
    [InlineData("2026-11-23 09:00:00", "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 11:00:00", 60, true)]
    [InlineData("2026-11-01 00:00:00", "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 11:00:00", 60, true)]
    [InlineData("2026-11-23 09:00:59", "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 11:00:00", 60, true)]
    // Copied an hour after its last line; copied with its times, or restored; no time of birth known.
    [InlineData("2026-11-23 12:00:00", "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 11:00:00", 0, false)]
    [InlineData("2026-11-23 15:00:00", "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 11:00:00", 0, false)]
    [InlineData("2026-11-23 09:01:01", "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 11:00:00", 0, false)]
    [InlineData(null, "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 11:00:00", 0, false)]
    // Nothing to be shifted needs no witness.
    [InlineData(null, "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 12:00:00", 0, true)]
    [InlineData("2026-11-23 15:00:00", "2026-11-23 12:00:00", "2026-11-23 08:00:00", "2026-11-23 12:00:00", 0, true)]
    public void A_zone_is_believed_of_a_log_that_was_written_in_place(
        string? birth, string lastWrite, string firstWritten, string lastWritten, int correctionMinutes, bool isCertain)
    {
        SetZone("Europe/Berlin");

        var clock = LogClock.Infer(
            birth is null ? null : DateTime.Parse(birth), DateTime.SpecifyKind(DateTime.Parse(lastWrite), DateTimeKind.Local), DateTime.Parse(firstWritten), DateTime.Parse(lastWritten));

        Assert.Equal(new LogClock(TimeSpan.FromMinutes(correctionMinutes), isCertain), clock);
    }

    [Fact]
    public void A_container_in_utc_is_read_as_local_time()
    {
        SetZone("Africa/Lagos");
        var statistics = new ReadStatistics();
        using var logs = new StoredLog();

        // The file is made now, and its lines come later.
        DateTime day = DateTime.Today.AddDays(1);
        LogFile file = logs.Open(
            ErrorLines.Bytes("garbage\n" + Refused(day, "03:49:06") + "\n" + Refused(day, "04:49:06") + "\nno time\n"), lastWrite: day.Add(new TimeSpan(5, 49, 6)));
        LogFile packed = logs.Open(ErrorLines.Bytes(Refused(day, "03:49:06")), isPacked: true);

        Assert.Equal([4, 4, 5], Read(LogQuery.Everything).Select(error => error.Time!.Value.Hour));
        Assert.Equal([5], Read(new LogQuery(Since: day.AddHours(5))).Select(error => error.Time!.Value.Hour));
        Assert.Equal([4, 4], Read(new LogQuery(Until: day.AddHours(5))).Select(error => error.Time!.Value.Hour));
        Assert.Equal(
            [new ShiftedLog(packed.Path, TimeSpan.FromHours(1)), new ShiftedLog(file.Path, TimeSpan.FromHours(1))], statistics.ShiftedLogs);

        NginxUpstreamError[] Read(LogQuery query) =>
            [.. NginxErrorLog.Read([packed, file], ErrorLines.All, query, statistics, CancellationToken.None)];
    }

    [Fact]
    public void A_copy_that_was_made_an_hour_later_is_read_as_it_is()
    {
        SetZone("Africa/Lagos");
        var statistics = new ReadStatistics();
        using var logs = new StoredLog();
        DateTime now = DateTime.Now;
        DateTime last = now.AddHours(-1);
        LogFile copy = logs.Open(
            ErrorLines.Bytes(Refused(last.AddHours(-2), $"{last.AddHours(-2):HH:mm:ss}") + "\n" + Refused(last, $"{last:HH:mm:ss}") + "\n"), lastWrite: now);

        Assert.Equal(
            [last.AddHours(-2).Hour, last.Hour],
            NginxErrorLog.Read([copy], ErrorLines.All, LogQuery.Everything, statistics, CancellationToken.None).Select(error => error.Time!.Value.Hour));
        Assert.Empty(statistics.ShiftedLogs);
    }

    [Theory]
    [InlineData("UTC", 4, false)]
    [InlineData("Asia/Tokyo", 19, false)]
    [InlineData(null, 3, true)]
    public void A_log_that_does_not_tell_is_in_the_zone_of_its_writer(string? writer, int hour, bool isAssumed)
    {
        SetZone("Africa/Lagos");
        var statistics = new ReadStatistics();
        using var logs = new StoredLog();
        DateTime day = DateTime.Today.AddDays(1);
        LogFile file = logs.Open(ErrorLines.Bytes(Refused(day, "03:49:06") + "\n"), lastWrite: day.Add(new TimeSpan(5, 56, 6)));
        file.WriterZone = writer is null ? null : TimeZoneInfo.FindSystemTimeZoneById(writer);

        NginxUpstreamError error = Assert.Single(NginxErrorLog.Read([file], ErrorLines.All, LogQuery.Everything, statistics, CancellationToken.None));

        Assert.Equal((hour, isAssumed), (error.Time!.Value.Hour, statistics.IsZoneAssumed));
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

    private static string Refused(DateTime day, string time) =>
        ErrorLines.Refused.Replace("2026/11/23 03:49:06", $"{day:yyyy'/'MM'/'dd} {time}", StringComparison.Ordinal);

    private static void SetZone(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
