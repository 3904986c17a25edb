namespace Nginx502.Logs;

/// <summary>
/// Reads the zone-less times of one log as local times. A program in another zone (a container in UTC) writes its own
/// wall clock; the difference, rounded to 15 minutes, is told by the time that a container's runtime or syslog put around
/// a line, by the log's last modification against its last line, or by the zone of the program that writes it.
/// </summary>
/// <param name="Correction">What is added to a written time to have this machine's local time.</param>
/// <param name="IsCertain">False when the difference could not be told and this machine's zone is assumed.</param>
public sealed record LogClock(TimeSpan Correction, bool IsCertain)
{
    private static readonly TimeSpan WrittenAtOnce = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StampedSoon = TimeSpan.FromMinutes(2);

    // A log is made a moment before its first line is written, by a clock that nginx reads once a round of its loop.
    private static readonly TimeSpan BirthSlack = TimeSpan.FromMinutes(1);

    /// <summary>The log's times are this machine's.</summary>
    public static LogClock Local { get; } = new(TimeSpan.Zero, IsCertain: true);

    /// <summary>Nothing tells the zone; this machine's is assumed.</summary>
    public static LogClock Assumed { get; } = new(TimeSpan.Zero, IsCertain: false);

    /// <summary>The local time of a written wall-clock time.</summary>
    public DateTime ToLocal(DateTime written) => DateTime.SpecifyKind(written + Correction, DateTimeKind.Local);

    /// <summary>Tells the clock from a line that was written just now.</summary>
    /// <param name="lastWrite">When it was written, local.</param>
    /// <param name="lastWritten">The time in the line, as written.</param>
    public static LogClock Infer(DateTime lastWrite, DateTime lastWritten) => Infer(lastWrite, lastWritten, WrittenAtOnce);

    /// <summary>
    /// Tells the clock of a file. A difference by chance (a log copied or restored near a quarter of an hour after its last
    /// line) is told from a zone by the file's age: a log that was written in place is no younger than its lines.
    /// </summary>
    /// <param name="birth">When the file was made, local; null when nothing tells: then no difference is believed.</param>
    /// <param name="lastWrite">The file's modification time, local.</param>
    /// <param name="firstWritten">The time in the first line, as written.</param>
    /// <param name="lastWritten">The time in the last line, as written.</param>
    public static LogClock Infer(DateTime? birth, DateTime lastWrite, DateTime firstWritten, DateTime lastWritten)
    {
        var clock = Infer(lastWrite, lastWritten);
        bool wasWrittenInPlace = birth is DateTime made && lastWritten - firstWritten <= lastWrite - made + BirthSlack;
        return clock.Correction == TimeSpan.Zero || wasWrittenInPlace ? clock : Assumed;
    }

    /// <summary>Tells the clock from a line that a container's runtime, the journal or syslog stamped with a time that has a zone.</summary>
    /// <param name="stamped">The stamp, local.</param>
    /// <param name="written">The time in the line, as written.</param>
    public static LogClock FromStamp(DateTime stamped, DateTime written) => Infer(stamped, written, StampedSoon);

    /// <summary>The clock of a program whose zone is known.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="time">About when it wrote, local.</param>
    public static LogClock Of(TimeZoneInfo zone, DateTime time)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new LogClock(TimeZoneInfo.Local.GetUtcOffset(time) - zone.GetUtcOffset(time), IsCertain: true);
    }

    private static LogClock Infer(DateTime now, DateTime written, TimeSpan latest)
    {
        TimeSpan difference = now - DateTime.SpecifyKind(written, DateTimeKind.Local);
        TimeSpan quarter = TimeSpan.FromMinutes(15);
        TimeSpan rounded = quarter * Math.Round(difference / quarter);
        bool isNear = (difference - rounded).Duration() <= latest;
        TimeSpan writersOffset = TimeZoneInfo.Local.GetUtcOffset(now) - rounded;
        bool isZone = writersOffset >= TimeSpan.FromHours(-12) && writersOffset <= TimeSpan.FromHours(14)
            && writersOffset.Minutes is 0 or 30 or -30 or 45 or -45;
        return isNear && isZone ? new LogClock(rounded, IsCertain: true) : Assumed;
    }
}
