using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.Reporting;

/// <summary>
/// Counts the lines of a log that came since the last time, each once: through rotation by renaming, with packing, and by copying and truncating. Reads in stretches, so that
/// what was counted stays counted when the time is over.
/// </summary>
/// <typeparam name="TEntry">What the kind of log is made of.</typeparam>
/// <param name="log">The log.</param>
/// <param name="newReader">Makes a reader that counts; called once for each worker and stretch.</param>
/// <param name="count">Takes what the readers of a stretch counted.</param>
/// <param name="token">Ends it between two stretches.</param>
internal sealed class NewLines<TEntry>(LocatedLog log, Func<IRecordReader<TEntry>> newReader, Action<IEnumerable<IRecordReader<TEntry>>> count, CancellationToken token)
    where TEntry : class
{
    private const long StretchBytes = 32 * 1024 * 1024;

    // The kernel's file times lag behind the clock by a few milliseconds.
    private static readonly TimeSpan ClockLag = TimeSpan.FromSeconds(1);

    private readonly string _path = log.FullPath!;

    /// <summary>Counts. Each cursor that is given stands behind what was counted until then.</summary>
    /// <param name="known">How far it was counted; null for a log that was never looked at, which is counted from now on.</param>
    /// <exception cref="LogFileException">It cannot or must not be opened.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public IEnumerable<LogCursor> Read(LogCursor? known)
    {
        using LogFile? current = Open();
        if (current is { Compression: not LogCompression.None })
        {
            throw new LogFileException(LogFileProblem.UnknownPacking, _path, $"'{SafeText.Escape(_path)}' is packed as nginx writes it.", "Have nginx write it plain: logrotate can pack it.");
        }

        if (known is null)
        {
            yield return current is null ? Nowhere() : Cursor(current, current.ToLastCompleteLine().Length);
            yield break;
        }

        var read = ContentFingerprint.At(known.Position, known.Before);
        if (current is not null && GoesOn(current, known, read))
        {
            foreach (LogCursor cursor in ReadPlain(new LogStretch(current, known.Position)))
            {
                yield return cursor;
            }

            yield break;
        }

        using RotatedFiles? rotated = log.Files.IsHost ? RotatedFiles.Open(_path, known.Written - ClockLag) : null;
        bool isPacked = false;
        List<LogStretch> stretches = rotated is null ? [] : Rotated(rotated, known, read, current);
        if (current is { Length: > 0 } || (current is not null && stretches.Count == 0))
        {
            // An empty one says that the rotation is not over: nginx may still write to the file before.
            stretches.Add(new LogStretch(current, 0));
        }

        foreach (LogStretch stretch in stretches)
        {
            isPacked = stretch.Content is not null;
            foreach (LogCursor cursor in isPacked ? ReadPacked(stretch) : ReadPlain(stretch))
            {
                yield return cursor;
            }
        }

        if (isPacked || stretches.Count == 0)
        {
            yield return current is null ? Nowhere() : Cursor(current, 0);
        }
    }

    private static bool GoesOn(LogFile file, LogCursor known, ContentFingerprint read) =>
        known.Position <= file.Length && read.IsIn(file.Handle) && (IdentityOf(file) == known.File || known.Position > 0);

    // The file that was read last under the name that it has now, and those that came after it.
    private static List<LogStretch> Rotated(RotatedFiles rotated, LogCursor known, ContentFingerprint read, LogFile? current)
    {
        var stretches = new List<LogStretch>();
        int first = known.File is null ? 0 : rotated.Count;
        if (known.File is { } identity && rotated.IndexOf(identity) is >= 0 and int place && GoesOn(rotated[place], known, read))
        {
            stretches.Add(new LogStretch(rotated[place], known.Position));
            first = place + 1;
        }
        else if (known.File is not null && rotated.FindCopy(read, out Stream? rest) is >= 0 and int copy)
        {
            if (rotated[copy].Compression == LogCompression.None)
            {
                rest!.Dispose();
                stretches.Add(new LogStretch(rotated[copy], known.Position));
            }
            else
            {
                stretches.Add(new LogStretch(rotated[copy], 0, rest));
            }

            first = copy + 1;
        }

        for (int index = first; index < rotated.Count; index++)
        {
            LogFile file = rotated[index];
            if (current is null || IdentityOf(file) != IdentityOf(current))
            {
                stretches.Add(new LogStretch(file, 0, file.Compression == LogCompression.None ? null : file.OpenContent()));
            }
        }

        return stretches;
    }

    private IEnumerable<LogCursor> ReadPlain(LogStretch stretch)
    {
        // A line that is not complete yet is counted when it is.
        long end = stretch.File.ToLastCompleteLine().Length;
        for (long start = stretch.From; start < end;)
        {
            long next = end - start <= StretchBytes ? end : LineEnd(stretch.File, start, start + StretchBytes);
            long from = start;
            Count(scan => scan.ScanFile(stretch.File, Source, from, next));
            start = next;
            yield return Cursor(stretch.File, next);
        }

        if (stretch.From >= end)
        {
            yield return Cursor(stretch.File, stretch.From);
        }
    }

    private IEnumerable<LogCursor> ReadPacked(LogStretch stretch)
    {
        // Closed by the reading. Where it is ended before its end, all of it is counted the next time.
        Count(scan => scan.ScanStream(stretch.Content!, Source));
        yield break;
    }

    private LogSource Source => new(_path, LogClock.Assumed);

    private void Count(Func<OrderedScan<TEntry>, IEnumerable<SegmentResult<TEntry>>> scanned)
    {
        using var scan = new OrderedScan<TEntry>(newReader, LogQuery.Everything, RecordLimits.SegmentBytes, new ReadStatistics(), token);
        foreach (SegmentResult<TEntry> segment in scanned(scan))
        {
            _ = segment;
            token.ThrowIfCancellationRequested();
        }

        count(scan.Readers);
    }

    private static long LineEnd(LogFile file, long start, long wanted)
    {
        long from = Math.Max(start, wanted - RecordLimits.MaxRecordBytes);
        byte[] before = new byte[wanted - from];
        int read = RandomAccess.Read(file.Handle, before, from);
        int lineEnd = before.AsSpan(0, read).LastIndexOf((byte)'\n');
        return lineEnd >= 0 ? from + lineEnd + 1 : wanted;
    }

    private LogFile? Open()
    {
        try
        {
            return LogFile.Open(log.Files, _path);
        }
        catch (LogFileException missing) when (missing.Reason == LogFileProblem.NotFound)
        {
            return null;
        }
    }

    private static FileIdentity? IdentityOf(LogFile file) => FileStatus.TryRead(file.Handle, out FileStatus status) ? status.Identity : null;

    private LogCursor Nowhere() => new(_path) { Written = DateTime.UtcNow, Seen = DateTime.UtcNow };

    private LogCursor Cursor(LogFile file, long position)
    {
        var read = new ContentFingerprint();
        read.MoveTo(file.Handle, position);
        return new LogCursor(_path) { File = IdentityOf(file), Position = position, Before = read.Bytes.ToArray(), Written = file.LastWriteTime.ToUniversalTime(), Seen = DateTime.UtcNow };
    }
}
