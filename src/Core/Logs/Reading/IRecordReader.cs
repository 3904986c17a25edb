namespace Nginx502.Logs;

/// <summary>
/// Knows the records of one kind of log: where a record begins, when it was written, and what it says. The reading engine
/// calls one reader from one thread at a time, and makes one for each worker; a reader may keep buffers, and counts.
/// </summary>
/// <typeparam name="TEntry">What a wanted record becomes.</typeparam>
public interface IRecordReader<TEntry>
    where TEntry : class
{
    /// <summary>True when a physical line (without its line end) begins a record; else it continues the one before.</summary>
    bool BeginsRecord(ReadOnlySpan<byte> line);

    /// <summary>
    /// True when a line that does not begin a record may continue this one. Where it may not, it is a record of its own,
    /// which then is not understood, and counted.
    /// </summary>
    bool AcceptsContinuation(ReadOnlySpan<byte> record) => true;

    /// <summary>The time of a record's first line as local time; false when it has none. Used to bisect: must be cheap.</summary>
    bool TryReadTime(ReadOnlySpan<byte> line, LogSource source, out DateTime localTime);

    /// <summary>Reads one record: its first line and those that continue it, LF between them, no line end after the last.</summary>
    /// <param name="record">The bytes; valid during the call only.</param>
    /// <param name="context">Where the record stands.</param>
    /// <param name="entry">The entry when the outcome is <see cref="RecordOutcome.Entry"/>; it owns its bytes.</param>
    RecordOutcome Read(ReadOnlySpan<byte> record, in RecordContext context, out TEntry? entry);
}
