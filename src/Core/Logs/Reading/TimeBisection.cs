namespace Nginx502.Logs;

/// <summary>
/// Finds a moment in a plain log without reading it whole. Logs are ordered but for the seconds that a busy worker's cached
/// time lags behind (nginx: src/core/ngx_times.c), which <see cref="Slack"/> allows for.
/// </summary>
internal sealed class TimeBisection<TEntry>(LogFile file, LogSource source, IRecordReader<TEntry> reader)
    where TEntry : class
{
    /// <summary>How far behind its neighbours a line's time may be.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    private const int ProbeBytes = 16 * 1024;

    // No more bytes are searched for a line with a time than a record may have, twice: beyond that no log is held there.
    private const int MaxProbes = (2 * RecordLimits.MaxRecordBytes / ProbeBytes) + 1;

    private readonly byte[] _probe = new byte[ProbeBytes];
    private bool _metGarbage;
    private bool _metTime;

    /// <summary>The offset of a line such that all records at or after <paramref name="since"/> lie behind it.</summary>
    public long FindStart(DateTime since, long length) => Find(since - Slack, length);

    /// <summary>An offset such that all records at or before <paramref name="until"/> lie before it.</summary>
    public long FindEnd(DateTime until, long length)
    {
        // Garbage without end, or a log without any time, says nothing of when it was written: then all of the file may be wanted.
        _metGarbage = false;
        _metTime = false;
        long end = Find(until + Slack + TimeSpan.FromTicks(1), length);
        return _metGarbage || !_metTime ? length : end;
    }

    /// <summary>The time of the first record that has one, as the source reads it; null when none is near the beginning.</summary>
    public DateTime? FirstTime(long length) => FirstTimedLine(0, length)?.Time;

    /// <summary>The time of the first record behind an offset; null when none is near.</summary>
    public DateTime? TimeAt(long offset, long length) => FirstTimedLine(offset, length)?.Time;

    /// <summary>The last line that has a time; null when none is near the end.</summary>
    public byte[]? LastTimedLine(long length)
    {
        for (int probe = 1; probe <= MaxProbes; probe++)
        {
            long start = Math.Max(0, length - ((long)probe * (ProbeBytes / 2)));
            ReadOnlySpan<byte> bytes = Read(start);
            foreach (Range line in Lines(bytes, start == 0).AsEnumerable().Reverse())
            {
                if (reader.TryReadTime(bytes[line], source, out _))
                {
                    return bytes[line].ToArray();
                }
            }

            if (start == 0)
            {
                return null;
            }
        }

        return null;
    }

    // The first line whose time is at or after the moment, or the length. Lines without a time are looked over.
    private long Find(DateTime moment, long length)
    {
        long low = 0;
        long high = length;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (long offset, DateTime time)? found = FirstTimedLine(middle, high);
            if (found is null)
            {
                high = middle;
            }
            else if (found.Value.time < moment)
            {
                low = found.Value.offset + 1;
            }
            else
            {
                high = middle;
            }
        }

        return LineStart(low);
    }

    private (long Offset, DateTime Time)? FirstTimedLine(long start, long end)
    {
        // One byte before tells whether a line starts just there.
        long offset = Math.Max(0, start - 1);
        for (int probe = 0; probe < MaxProbes && offset < end; probe++)
        {
            ReadOnlySpan<byte> bytes = Read(offset);
            foreach (Range line in Lines(bytes, start == 0 && probe == 0))
            {
                long lineOffset = offset + line.Start.Value;
                if (lineOffset >= end)
                {
                    return null;
                }

                if (reader.TryReadTime(bytes[line], source, out DateTime time))
                {
                    _metTime = true;
                    return (lineOffset, time);
                }
            }

            int lastLine = bytes.LastIndexOf((byte)'\n');
            offset += lastLine > 0 ? lastLine : Math.Max(1, bytes.Length);
        }

        _metGarbage |= offset < end;
        return null;
    }

    // The start of the line that holds or follows the offset.
    private long LineStart(long offset)
    {
        if (offset == 0)
        {
            return 0;
        }

        long from = offset - 1;
        int newline = Read(from).IndexOf((byte)'\n');
        return newline < 0 ? from : from + newline + 1;
    }

    private ReadOnlySpan<byte> Read(long offset) =>
        _probe.AsSpan(0, RandomAccess.Read(file.Handle, _probe, offset));

    // Whole or cut-off lines, without the piece of a line that the bytes may begin with.
    private static List<Range> Lines(ReadOnlySpan<byte> bytes, bool startsLine)
    {
        var lines = new List<Range>();
        int start = startsLine ? 0 : bytes.IndexOf((byte)'\n') + 1;
        if (!startsLine && start == 0)
        {
            return lines;
        }

        while (start < bytes.Length)
        {
            int length = bytes[start..].IndexOf((byte)'\n');
            int end = length < 0 ? bytes.Length : start + length;
            lines.Add(start..end);
            start = end + 1;
        }

        return lines;
    }
}
