namespace Nginx502.Logs;

/// <summary>
/// Takes what nginx or php-fpm wrote out of a line as containers, the journal and syslog wrap it: the prefixes of docker
/// compose, kubectl and stern, CRI files, <c>docker logs -t</c>, RFC 3164 and RFC 5424, the journal's short formats, JSON, and
/// what crashes and editors leave (NUL blocks, byte order marks, colour codes, CRLF). Wrappings may be nested.
/// </summary>
public static class LineFraming
{
    // More than is ever nested in practice (compose, time, syslog, JSON); bounds the work on lines made to be peeled.
    private const int MaxLayers = 8;

    /// <summary>
    /// What the program wrote; the line itself when it is not wrapped. Never throws, whatever the bytes are. Called for lines
    /// that do not begin like a record, so that an unwrapped log never pays for it.
    /// </summary>
    /// <param name="line">One physical line, without its LF.</param>
    /// <param name="scratch">
    /// Room for text whose escapes were undone, made and enlarged here as needed. The result may lie in it, and is valid
    /// until the next call with the same room.
    /// </param>
    public static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> line, scoped ref byte[]? scratch)
    {
        ReadOnlySpan<byte> content = line;

        // Outermost and once only: a bar is common in what programs write.
        _ = LineRemains.TryRemove(ref content);
        _ = ComposeFraming.TryRemove(ref content);
        for (int layer = 0; layer < MaxLayers && TryUnwrapOnce(ref content, ref scratch); layer++)
        {
        }

        return content;
    }

    /// <summary>The time, with a zone, that a runtime, the journal or syslog put around a line; false when there is none.</summary>
    /// <param name="line">One physical line, without its LF.</param>
    /// <param name="scratch">Room, as for <see cref="Unwrap"/>.</param>
    /// <param name="localTime">The time, as local time.</param>
    public static bool TryReadTime(ReadOnlySpan<byte> line, scoped ref byte[]? scratch, out DateTime localTime)
    {
        ReadOnlySpan<byte> content = Unwrap(line, ref scratch);
        return FrameTime.TryReadStamp(line, content, out localTime);
    }

    private static bool TryUnwrapOnce(ref ReadOnlySpan<byte> line, scoped ref byte[]? scratch) =>
        LineRemains.TryRemove(ref line)
        || KubectlFraming.TryRemove(ref line)
        || SyslogFraming.TryRemove(ref line)
        || JournalFraming.TryRemove(ref line)
        || TimestampFraming.TryRemove(ref line)
        || JsonFraming.TryRemove(ref line, ref scratch)
        || NameFraming.TryRemove(ref line);
}
