namespace Nginx502.Logs;

/// <summary>
/// Gives what is written to logs while it is written, as <c>tail -F</c> does, and does not lose or repeat a line when they are rotated: by rename and
/// create, by copy and truncate, by a program that still writes to the old file, by an editor that replaces it.
/// </summary>
/// <remarks>
/// The files are looked at many times a second by handle. The kernel's notifications would not do: they miss network file
/// systems and containers' overlays, and tell nothing of what was in a file that was truncated.
/// </remarks>
public static class LogFollower
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Follows logs from their ends, which are those at the time of this call. A log that does not exist yet is read from its beginning.</summary>
    /// <param name="paths">The logs' full paths.</param>
    /// <param name="newReader">Makes a reader for each file.</param>
    /// <param name="statistics">Counts what was not understood or cut.</param>
    /// <param name="stop">Ends the enumeration at once.</param>
    /// <param name="onProblem">Told on the caller's thread, once for each change, when a log cannot be opened (yet).</param>
    /// <returns>Entries as they come, which blocks while there are none; ends by <paramref name="stop"/>, or when none of the paths leads to what can be a log.</returns>
    public static IEnumerable<TEntry> Follow<TEntry>(
        IReadOnlyList<string> paths,
        Func<IRecordReader<TEntry>> newReader,
        ReadStatistics statistics,
        CancellationToken stop,
        Action<LogFileException>? onProblem = null)
        where TEntry : class
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Follow<TEntry>(paths.Select(path => new FollowStart(path)).ToArray(), newReader, statistics, stop, onProblem);
    }

    /// <summary>Follows logs from where somebody else has read them to.</summary>
    /// <param name="starts">The logs.</param>
    /// <param name="newReader">Makes a reader for each file.</param>
    /// <param name="statistics">Counts what was not understood or cut.</param>
    /// <param name="stop">Ends the enumeration at once.</param>
    /// <param name="onProblem">Told on the caller's thread, once for each change, when a log cannot be opened (yet).</param>
    /// <returns>Entries as they come, which blocks while there are none; ends by <paramref name="stop"/>, or when none of the paths leads to what can be a log.</returns>
    public static IEnumerable<TEntry> Follow<TEntry>(
        IReadOnlyList<FollowStart> starts,
        Func<IRecordReader<TEntry>> newReader,
        ReadStatistics statistics,
        CancellationToken stop,
        Action<LogFileException>? onProblem = null)
        where TEntry : class
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(newReader);
        ArgumentNullException.ThrowIfNull(statistics);

        // Opened here and not at the first step of the enumeration: what is written from now on counts.
        FollowedLog<TEntry>[] logs = starts.Select(start => new FollowedLog<TEntry>(start, newReader, statistics, onProblem)).ToArray();
        return Enumerate(logs, stop);
    }

    private static IEnumerable<TEntry> Enumerate<TEntry>(FollowedLog<TEntry>[] logs, CancellationToken stop)
        where TEntry : class
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                foreach (TEntry entry in logs.SelectMany(log => log.Poll()))
                {
                    yield return entry;
                    if (stop.IsCancellationRequested)
                    {
                        yield break;
                    }
                }

                if (Array.TrueForAll(logs, log => log.IsNoLog))
                {
                    yield break;
                }

                stop.WaitHandle.WaitOne(PollInterval);
            }
        }
        finally
        {
            foreach (FollowedLog<TEntry> log in logs)
            {
                log.Dispose();
            }
        }
    }
}
