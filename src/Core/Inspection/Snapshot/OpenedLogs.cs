using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>
/// Logs, and what was rotated away from them, as far as it was written to since a time; open, each file once, those that were written to last at the end, and closed
/// together.
/// </summary>
internal sealed class OpenedLogs : IDisposable
{
    // Of what is packed no part can be read without all that is before it.
    private const long MostPackedBytes = 1 << 20;

    // A day of rotation by the hour; whoever may write beside a log can lay any number of files there.
    private const int MostRotated = 24;

    private readonly List<LogFile> _files = [];
    private readonly HashSet<FileIdentity> _identities = [];

    private OpenedLogs()
    {
    }

    /// <summary>The logs.</summary>
    public IReadOnlyList<LogFile> Opened => _files;

    /// <summary>Opens those that are there.</summary>
    /// <param name="gaps">Takes what cannot be read.</param>
    /// <param name="since">What was not written to since then holds nothing that is asked for, local time.</param>
    /// <param name="logs">The logs.</param>
    /// <param name="directories">What lies beside them.</param>
    /// <param name="named">The paths of all logs that there are: none of these was rotated away from another.</param>
    public static OpenedLogs Open(SnapshotGaps gaps, DateTime since, IReadOnlyList<LocatedLog> logs, LogDirectories directories, IReadOnlySet<(string Root, string Path)> named)
    {
        var opened = new OpenedLogs();
        try
        {
            foreach (LocatedLog log in logs.Where(log => log.FullPath is not null && log.Log.Path != "/dev/null"))
            {
                opened.Add(gaps, since, log, directories, named);
            }
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        opened._files.Sort((one, other) => one.LastWriteTime.CompareTo(other.LastWriteTime));
        return opened;
    }

    /// <summary>The full paths of logs, each with the root of its tree.</summary>
    public static IReadOnlySet<(string Root, string Path)> PathsOf(IEnumerable<LocatedLog> logs) =>
        logs.Where(log => log.FullPath is not null).Select(log => (log.Files.RootPath, Path.GetFullPath(log.FullPath!))).ToHashSet();

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    private void Add(SnapshotGaps gaps, DateTime since, LocatedLog log, LogDirectories directories, IReadOnlySet<(string Root, string Path)> named)
    {
        if (log.Log.Presence == LogPresence.NotReadable)
        {
            gaps.Add(new NotSeen($"what {log.Log.Path} says", LogPlaces.Say(log.Log.Presence), "Run it as root."));
            return;
        }

        // A copy of a server may lack it; a server writes it when there is something to say.
        if (log.Log is { Presence: LogPresence.Missing, ProcessId: null, IsFpm: false } && !log.Files.IsHost)
        {
            gaps.Add(new NotSeen($"what {log.Log.Path} says", LogPlaces.Say(log.Log.Presence), $"Copy it too, or name a file of it: {ReaderOf(log)} -Path."));
        }

        // The log itself comes first: a link to it under a rotated name is none of its own. While nginx was not told, it writes into what was moved.
        if (log.Log.Presence == LogPresence.Readable)
        {
            AddCurrent(gaps, log);
        }

        AddRotated(gaps, since, log, directories, named);
    }

    private void AddCurrent(SnapshotGaps gaps, LocatedLog log)
    {
        try
        {
            Keep(LogFile.Open(log.Files, log.FullPath!), log);
        }
        catch (LogFileException refused)
        {
            gaps.Add(new NotSeen($"what {log.Log.Path} says", refused.Message, "See what is at that path."));
        }
    }

    private void AddRotated(SnapshotGaps gaps, DateTime since, LocatedLog log, LogDirectories directories, IReadOnlySet<(string Root, string Path)> named)
    {
        string root = log.Files.RootPath;
        string current = Path.GetFullPath(log.FullPath!);
        string[] written =
        [
            .. directories.RotatedOf(log.Files, current)
                .Where(path => path != current && !named.Contains((root, path)) && log.Files.TryReadStatus(path, out FileStatus status) && status.LastWriteTime.ToLocalTime() >= since)
                .TakeLast(MostRotated),
        ];
        long packed = 0;
        foreach (string path in written.AsEnumerable().Reverse())
        {
            string shown = SafeText.Escape(path);
            if (!LogFile.TryOpen(log.Files, path, out LogFile? file, out LogFileException? failure))
            {
                // A rotation may be under way.
                if (failure.Reason != LogFileProblem.NotFound)
                {
                    gaps.Add(new NotSeen($"what {shown} says", failure.Problem.TrimEnd('.'), failure.Advice));
                }

                continue;
            }

            packed += file.Compression == LogCompression.None ? 0 : file.Length;
            if (packed > MostPackedBytes || (file.Compression != LogCompression.None && IsOthers(log.Files, Path.GetDirectoryName(path) ?? "/")))
            {
                // What is before it is packed too, mostly. Of answers there are enough without it.
                file.Dispose();
                if (!log.Log.IsAccessLog)
                {
                    gaps.Add(new NotSeen($"what {shown} says, and what is older", "it is packed, and large", $"{ReaderOf(log)} -Path {shown} reads it."));
                }

                return;
            }

            Keep(file, log);
        }
    }

    // What little is packed there may be without end when it is unpacked.
    private static bool IsOthers(FileTree files, string directory) =>
        Environment.IsPrivilegedProcess && !(files.TryReadStatus(directory, out FileStatus status) && status.IsWritableByRootAlone);

    private void Keep(LogFile file, LocatedLog log)
    {
        file.WriterZone = log.Zone;
        if (!FileStatus.TryRead(file.Handle, out FileStatus status) || _identities.Add(status.Identity))
        {
            _files.Add(file);
        }
        else
        {
            file.Dispose();
        }
    }

    private static string ReaderOf(LocatedLog log) => log.Log.IsAccessLog ? "Get-NginxAccessEntry" : log.Log.IsFpm ? "Get-FpmLogEntry" : "Get-NginxUpstreamError";
}
