namespace Nginx502.Logs;

/// <summary>One line of nginx's error log about its own processes. Its text is safe to show.</summary>
/// <param name="Time">When, Kind Local.</param>
/// <param name="Event">What happened.</param>
/// <param name="ProcessId">Whom it is about: the worker that ended, else the process that wrote the line.</param>
/// <param name="Message">The message.</param>
/// <param name="Context">Where the line stands.</param>
internal sealed record NginxProcessLine(DateTime Time, NginxProcessEvent Event, int ProcessId, string Message, RecordContext Context)
{
    /// <summary>The line's number, from 1; null when the log was not read from its beginning.</summary>
    public long? LineNumber => Context.Origin.FirstLineNumber + Context.LineIndex;
}
