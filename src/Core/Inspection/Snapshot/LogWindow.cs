using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>How far back logs are read when nobody said: not so far that the answer has to be waited for.</summary>
internal static class LogWindow
{
    /// <summary>More than a hundred thousand errors: what a site says that fails five hundred times a second for four minutes.</summary>
    public const long MostBytes = 32 << 20;

    /// <summary>The time from which on the error logs are read, and says so where it is later than what was meant.</summary>
    /// <param name="nginx">Whose error logs.</param>
    /// <param name="since">How far back is meant.</param>
    /// <param name="mostBytes">How much of one log is read.</param>
    /// <param name="gaps">Takes what is not looked at.</param>
    public static DateTime Bound(IReadOnlyList<NginxReading> nginx, DateTime since, long mostBytes, SnapshotGaps gaps)
    {
        DateTime bound = since;
        LocatedLog[] all = [.. nginx.SelectMany(WrittenLogs.Of)];
        var directories = new LogDirectories();
        IReadOnlySet<(string Root, string Path)> named = OpenedLogs.PathsOf(all);
        foreach (LocatedLog log in all.Where(log => !log.Log.IsAccessLog))
        {
            if (BeginningOf(log, since, mostBytes, directories, named) is { } beginning && beginning > bound)
            {
                bound = beginning;
                gaps.Add(new NotSeen(
                    $"what {log.Log.Path} said before {beginning:HH:mm:ss}", $"it says so much that only its last {mostBytes >> 20} MiB were read", "-Since 1d reads a whole day of it."));
            }
        }

        return bound;
    }

    // What was rotated away is read as far as the log itself leaves room for it.
    private static DateTime? BeginningOf(LocatedLog log, DateTime since, long mostBytes, LogDirectories directories, IReadOnlySet<(string Root, string Path)> named)
    {
        using OpenedLogs set = OpenedLogs.Open(new SnapshotGaps(), since, [log], directories, named);
        long left = mostBytes;
        foreach (LogFile file in set.Opened.Where(file => file.Compression == LogCompression.None).Reverse())
        {
            if (left <= 0)
            {
                return file.LastWriteTime;
            }

            if (LogReading.BeginningOfLast(file, left, () => new NginxErrorRecordReader(NginxErrorFilter.UpstreamErrors)) is { } beginning)
            {
                return beginning;
            }

            left -= file.Length;
        }

        return null;
    }
}
