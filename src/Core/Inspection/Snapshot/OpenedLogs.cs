using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Logs, and what was rotated away from them, as far as it was written to since a time; open, oldest first, and closed together.</summary>
internal sealed class OpenedLogs : IDisposable
{
    // Of what is packed no part can be read without all that is before it: this much is unpacked in a fraction of the time that there is.
    private const long MostPackedBytes = 4 << 20;

    private readonly List<LogFile> _files = [];

    private OpenedLogs()
    {
    }

    /// <summary>The logs.</summary>
    public IReadOnlyList<LogFile> Opened => _files;

    /// <summary>Opens those that are there.</summary>
    /// <param name="gaps">Takes what cannot be read.</param>
    /// <param name="since">What was not written to since then holds nothing that is asked for, local time.</param>
    /// <param name="logs">The logs.</param>
    public static OpenedLogs Open(SnapshotGaps gaps, DateTime since, IReadOnlyList<LocatedLog> logs)
    {
        var opened = new OpenedLogs();
        foreach (IGrouping<string, LocatedLog> tree in logs.Where(log => log.FullPath is not null && log.Log.Path != "/dev/null").GroupBy(log => log.Files.RootPath, StringComparer.Ordinal))
        {
            var names = new DirectoryNames(tree.First().Files);
            foreach (LocatedLog log in tree)
            {
                if (log.Log.Presence == LogPresence.NotReadable)
                {
                    gaps.Add(new NotSeen($"what {log.Log.Path} says", LogPlaces.Say(log.Log.Presence), "Run it as root."));
                    continue;
                }

                if (log.Log.Presence == LogPresence.Missing && !log.Files.IsHost)
                {
                    gaps.Add(new NotSeen($"what {log.Log.Path} says", LogPlaces.Say(log.Log.Presence), "Copy it too, or name a file of it: Get-NginxUpstreamError -Path."));
                }

                // While nginx was not told, it writes into what was moved.
                opened.AddRotated(gaps, since, log, names);
                if (log.Log.Presence == LogPresence.Readable)
                {
                    opened.Add(gaps, log);
                }
            }
        }

        return opened;
    }

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    private void Add(SnapshotGaps gaps, LocatedLog log)
    {
        try
        {
            _files.Add(LogFile.Open(log.Files, log.FullPath!));
        }
        catch (LogFileException refused)
        {
            gaps.Add(new NotSeen($"what {log.Log.Path} says", refused.Message, "See what is at that path."));
        }
    }

    private void AddRotated(SnapshotGaps gaps, DateTime since, LocatedLog log, DirectoryNames names)
    {
        foreach (string path in RotatedSet.Find(log.FullPath!, names).Where(path => path != log.FullPath))
        {
            string shown = SafeText.Escape(path);
            if (!LogFile.TryOpen(log.Files, path, out LogFile? file, out LogFileException? failure))
            {
                // A rotation may be under way.
                if (failure.Reason != LogFileProblem.NotFound)
                {
                    gaps.Add(new NotSeen($"what {shown} says", failure.Problem.TrimEnd('.'), failure.Advice));
                }
            }
            else if (file.LastWriteTime < since)
            {
                file.Dispose();
            }
            else if (file.Compression != LogCompression.None && file.Length > MostPackedBytes)
            {
                file.Dispose();
                gaps.Add(new NotSeen($"what {shown} says", "it is packed, and large", $"{(log.Log.IsAccessLog ? "Get-NginxAccessEntry" : log.Log.IsFpm ? "Get-FpmLogEntry" : "Get-NginxUpstreamError")} -Path {shown} reads it."));
            }
            else
            {
                _files.Add(file);
            }
        }
    }
}
