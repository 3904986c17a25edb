namespace Nginx502.Logs;

/// <summary>
/// What <c>journalctl -o short-full</c>, <c>with-unit</c>, <c>short-unix</c> and <c>short-monotonic</c> print before a message. Its
/// <c>short</c>, <c>short-precise</c> and <c>short-iso</c> look like syslog files.
/// </summary>
internal static class JournalFraming
{
    /// <summary>Removes the prefix; false when there is none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line)
    {
        int time = FramingTime.JournalFull(line);
        time = time > 0 ? time : FramingTime.JournalUnix(line);
        time = time > 0 ? time : FramingTime.JournalMonotonic(line);
        if (time == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[time..];
        if (!SyslogTag.TryRemoveHostAndTag(ref rest))
        {
            return false;
        }

        line = rest;
        return true;
    }
}
