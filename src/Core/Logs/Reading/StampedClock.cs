using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Logs;

/// <summary>Tells the clock of a log whose lines lie in frames with times that have a zone (<c>docker logs -t</c>, CRI, the journal).</summary>
/// <param name="reader">The reader of the kind of log.</param>
internal sealed class StampedClock<TEntry>(IRecordReader<TEntry> reader)
    where TEntry : class
{
    private static readonly TimeSpan Shift = TimeSpan.FromHours(1);
    private static readonly LogSource AsWritten = new(path: null, LogClock.Local);
    private static readonly LogSource Shifted = new(path: null, new LogClock(Shift, IsCertain: true));

    private byte[]? _scratch;

    /// <summary>Tells it from a line; false when the line has no such stamp, no time of its own, or the two do not fit.</summary>
    public bool TryTell(ReadOnlySpan<byte> line, [NotNullWhen(true)] out LogClock? clock)
    {
        clock = null;
        if (!LineFraming.TryReadTime(line, ref _scratch, out DateTime stamped) || !reader.TryReadTime(line, AsWritten, out DateTime written))
        {
            return false;
        }

        // A time that stays where it is on a shifted clock is the stamp itself, or has a zone: it tells nothing of the others.
        bool hasNoZone = reader.TryReadTime(line, Shifted, out DateTime shifted) && shifted - written == Shift;
        clock = hasNoZone ? LogClock.FromStamp(stamped, written) : null;
        return clock is { IsCertain: true };
    }
}
