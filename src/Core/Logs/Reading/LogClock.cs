namespace Nginx502.Logs;

/// <summary>
/// Reads the zone-less times of one log as local times. A program in another zone (a container in UTC) writes its own
/// wall clock; the difference is the log's last modification minus its last line, rounded to 15 minutes.
/// </summary>
/// <param name="Correction">What is added to a written time to have this machine's local time.</param>
/// <param name="IsCertain">False when the difference could not be told and this machine's zone is assumed.</param>
public sealed record LogClock(TimeSpan Correction, bool IsCertain)
{
    /// <summary>The log's times are this machine's.</summary>
    public static LogClock Local { get; } = new(TimeSpan.Zero, IsCertain: true);

    /// <summary>Nothing tells the zone; this machine's is assumed.</summary>
    public static LogClock Assumed { get; } = new(TimeSpan.Zero, IsCertain: false);

    /// <summary>The local time of a written wall-clock time.</summary>
    public DateTime ToLocal(DateTime written) => DateTime.SpecifyKind(written + Correction, DateTimeKind.Local);

    /// <summary>Tells the clock of a log from when it was last written and what time its last line says.</summary>
    /// <param name="lastWrite">The file's modification time, local.</param>
    /// <param name="lastWritten">The time in the last line, as written.</param>
    public static LogClock Infer(DateTime lastWrite, DateTime lastWritten)
    {
        TimeSpan difference = lastWrite - DateTime.SpecifyKind(lastWritten, DateTimeKind.Local);
        TimeSpan quarter = TimeSpan.FromMinutes(15);
        TimeSpan rounded = quarter * Math.Round(difference / quarter);
        bool wasWrittenAtOnce = (difference - rounded).Duration() <= TimeSpan.FromSeconds(5);
        TimeSpan writersOffset = TimeZoneInfo.Local.GetUtcOffset(lastWrite) - rounded;
        bool isZone = writersOffset >= TimeSpan.FromHours(-12) && writersOffset <= TimeSpan.FromHours(14)
            && writersOffset.Minutes is 0 or 30 or -30 or 45 or -45;
        return wasWrittenAtOnce && isZone ? new LogClock(rounded, IsCertain: true) : Assumed;
    }
}
