namespace Nginx502.Logs;

/// <summary>
/// Reads logs: a part of them by time without reading the rest, the last so many entries from the end, plain files on all
/// processors, packed ones in stream. Entries come in the order of the files and, within a file, of its lines.
/// </summary>
public static class LogReading
{
    // How much is read from the end for the last entries at first; it grows fourfold while they are not found.
    private const long FirstTailBytes = 256 * 1024;
    private const long MaxTailBytes = 64 * 1024 * 1024;

    /// <summary>The wanted entries. Enumerates on the caller's thread and waits for the workers there.</summary>
    /// <typeparam name="TEntry">What it makes.</typeparam>
    /// <param name="files">Open logs, oldest first; the caller disposes of them.</param>
    /// <param name="newReader">Makes a reader; called once for each worker and file.</param>
    /// <param name="query">The part that is wanted.</param>
    /// <param name="statistics">Counts what was not understood.</param>
    /// <param name="stop">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    public static IEnumerable<TEntry> Read<TEntry>(
        IReadOnlyList<LogFile> files, Func<IRecordReader<TEntry>> newReader, LogQuery query, ReadStatistics statistics, CancellationToken stop)
        where TEntry : class
    {
        return query.Tail is int tail
            ? ReadTail<TEntry>(files, newReader, query, tail, statistics, stop)
            : ReadForward<TEntry>(files, newReader, query, statistics, stop);
    }

    /// <summary>Reads for what the readers count, without entries.</summary>
    /// <returns>All readers that took part.</returns>
    public static IReadOnlyCollection<IRecordReader<TEntry>> Count<TEntry>(
        IReadOnlyList<LogFile> files, Func<IRecordReader<TEntry>> newReader, LogQuery query, ReadStatistics statistics, CancellationToken stop)
        where TEntry : class
    {
        var readers = new List<IRecordReader<TEntry>>();
        foreach ((LogFile file, LogSource source) in WithSources<TEntry>(files, newReader, statistics))
        {
            using var scan = new OrderedScan<TEntry>(newReader, query, RecordLimits.SegmentBytes, statistics, stop);
            foreach (SegmentResult<TEntry> result in Scan(scan, file, source, query, newReader))
            {
                stop.ThrowIfCancellationRequested();
                statistics.AddSegment(result.Bytes);
            }

            readers.AddRange(scan.Readers);
        }

        return readers;
    }

    /// <summary>When the last so many bytes of a plain log begin; null when it has no more than these, or tells no time there.</summary>
    internal static DateTime? BeginningOfLast<TEntry>(LogFile file, long bytes, Func<IRecordReader<TEntry>> newReader)
        where TEntry : class
    {
        long length = file.Length;
        return length <= bytes
            ? null
            : new TimeBisection<TEntry>(file, new LogSource(file.Path, InferClock(file, newReader())), newReader()).TimeAt(length - bytes, length);
    }

    private static IEnumerable<TEntry> ReadForward<TEntry>(
        IReadOnlyList<LogFile> files, Func<IRecordReader<TEntry>> newReader, LogQuery query, ReadStatistics statistics, CancellationToken stop)
        where TEntry : class
    {
        foreach ((LogFile file, LogSource source) in WithSources<TEntry>(files, newReader, statistics))
        {
            using var scan = new OrderedScan<TEntry>(newReader, query, RecordLimits.EntrySegmentBytes, statistics, stop);
            bool isFromStart = file.Compression != LogCompression.None || query.Since is null;
            long lineNumber = 1;
            foreach (SegmentResult<TEntry> result in Scan(scan, file, source, query, newReader))
            {
                result.Origin.FirstLineNumber = isFromStart ? lineNumber : null;
                lineNumber += result.LineEnds;
                statistics.AddSegment(result.Bytes);
                foreach (TEntry entry in result.Entries)
                {
                    yield return entry;
                }
            }
        }
    }

    private static IEnumerable<TEntry> ReadTail<TEntry>(
        IReadOnlyList<LogFile> files, Func<IRecordReader<TEntry>> newReader, LogQuery query, int tail, ReadStatistics statistics, CancellationToken stop)
        where TEntry : class
    {
        var parts = new Stack<IReadOnlyList<TEntry>>();
        int found = 0;
        foreach ((LogFile file, LogSource source) in WithSources<TEntry>(files, newReader, statistics).AsEnumerable().Reverse())
        {
            if (found >= tail)
            {
                break;
            }

            foreach (IReadOnlyList<TEntry> part in PartsFromEnd<TEntry>(file, source, newReader, query, tail - found, statistics, stop))
            {
                parts.Push(part);
                found += part.Count;
            }
        }

        return parts.SelectMany(part => part).Skip(Math.Max(0, found - tail));
    }

    // The parts of a file that hold its last wanted entries, the last part first.
    private static IEnumerable<IReadOnlyList<TEntry>> PartsFromEnd<TEntry>(
        LogFile file, LogSource source, Func<IRecordReader<TEntry>> newReader, LogQuery query, int wanted, ReadStatistics statistics, CancellationToken stop)
        where TEntry : class
    {
        using var scan = new OrderedScan<TEntry>(newReader, query, RecordLimits.EntrySegmentBytes, statistics, stop);
        if (file.Compression != LogCompression.None)
        {
            var last = new Queue<TEntry>();
            foreach (TEntry entry in Counted(Scan(scan, file, source, query, newReader), statistics).SelectMany(result => result.Entries))
            {
                last.Enqueue(entry);
                if (last.Count > wanted)
                {
                    last.Dequeue();
                }
            }

            yield return [.. last];
            yield break;
        }

        (long start, long end) = Stretch<TEntry>(file, source, query, newReader);
        long size = FirstTailBytes;
        for (int found = 0; found < wanted && end > start; size = Math.Min(size * 4, MaxTailBytes))
        {
            long from = Math.Max(start, end - size);
            TEntry[] part = Counted(scan.ScanFile(file, source, from, end), statistics).SelectMany(result => result.Entries).ToArray();
            found += part.Length;
            end = from;
            yield return part;
        }
    }

    private static IEnumerable<SegmentResult<TEntry>> Counted<TEntry>(IEnumerable<SegmentResult<TEntry>> results, ReadStatistics statistics)
        where TEntry : class
    {
        foreach (SegmentResult<TEntry> result in results)
        {
            statistics.AddSegment(result.Bytes);
            yield return result;
        }
    }

    private static IEnumerable<SegmentResult<TEntry>> Scan<TEntry>(
        OrderedScan<TEntry> scan, LogFile file, LogSource source, LogQuery query, Func<IRecordReader<TEntry>> newReader)
        where TEntry : class
    {
        if (file.Compression != LogCompression.None)
        {
            return scan.ScanStream(file.OpenContent(), source);
        }

        (long start, long end) = Stretch<TEntry>(file, source, query, newReader);
        return scan.ScanFile(file, source, start, end);
    }

    private static (long Start, long End) Stretch<TEntry>(LogFile file, LogSource source, LogQuery query, Func<IRecordReader<TEntry>> newReader)
        where TEntry : class
    {
        long length = file.Length;
        if (query.Since is null && query.Until is null)
        {
            return (0, length);
        }

        var bisection = new TimeBisection<TEntry>(file, source, newReader());
        long start = query.Since is DateTime since ? bisection.FindStart(since, length) : 0;
        long end = query.Until is DateTime until ? bisection.FindEnd(until, length) : length;
        return (Math.Min(start, end), end);
    }

    private static List<(LogFile File, LogSource Source)> WithSources<TEntry>(
        IReadOnlyList<LogFile> files, Func<IRecordReader<TEntry>> newReader, ReadStatistics statistics)
        where TEntry : class
    {
        // A packed file's last line is far away; it was written by the same program as the plain one beside it.
        Dictionary<LogFile, LogClock> clocks = files
            .Where(file => file.Compression == LogCompression.None)
            .ToDictionary(file => file, file => InferClock<TEntry>(file, newReader()));
        LogClock packedClock = clocks.Values.LastOrDefault(clock => clock.IsCertain) ?? LogClock.Assumed;
        var sources = files.Select(file => (file, source: new LogSource(file.Path, clocks.GetValueOrDefault(file, packedClock)))).ToList();
        sources.ForEach(log => statistics.NoteClock(log.source, hasTimes: log.file.Length > 0));
        return sources;
    }

    /// <summary>
    /// The clock of a plain log: by the time that is stamped around its last line, else by when the file was last written
    /// and what that line says, else by the zone of its writer.
    /// </summary>
    internal static LogClock InferClock<TEntry>(LogFile file, IRecordReader<TEntry> reader)
        where TEntry : class
    {
        LogClock told = ToldByContent(file, reader);
        return told.IsCertain || file.WriterZone is not { } zone ? told : LogClock.Of(zone, file.LastWriteTime);
    }

    private static LogClock ToldByContent<TEntry>(LogFile file, IRecordReader<TEntry> reader)
        where TEntry : class
    {
        var asWritten = new LogSource(file.Path, LogClock.Local);
        var bisection = new TimeBisection<TEntry>(file, asWritten, reader);
        if (bisection.LastTimedLine(file.Length) is not { } line || !reader.TryReadTime(line, asWritten, out DateTime last))
        {
            return LogClock.Assumed;
        }

        var stamps = new StampedClock<TEntry>(reader);
        return stamps.TryTell(line, out LogClock? clock) ? clock
            : LogClock.Infer(file.BirthTime, file.LastWriteTime, bisection.FirstTime(file.Length) ?? last, last);
    }
}
