using Nginx502.Fpm;
using Nginx502.Linux;
using Nginx502.Logs;
using Nginx502.Nginx;

namespace Nginx502.Inspection;

/// <summary>Finds the logs that the configurations at hand name, as their programs see files, and what the masters have open.</summary>
internal static class WrittenLogs
{
    /// <summary>Those of nginx, each once.</summary>
    public static IReadOnlyList<LocatedLog> Of(NginxReading reading)
    {
        NginxLogConfiguration logs = NginxLogConfiguration.Read(reading.Configuration);
        var open = OpenLogs.Of(reading.Instance.Master?.ProcessId);
        TimeZoneInfo? zone = WriterZone.Of(reading.Instance.Environment, reading.Instance.Files);
        var found = new Dictionary<(bool IsAccessLog, string Path), LocatedLog>();
        foreach (NginxLogTarget target in logs.Targets)
        {
            string? path = target.Destination switch
            {
                LogDestination.File => target.Value,
                LogDestination.BuiltIn when target.IsAccessLog => reading.Instance.Build?.AccessLogPath ?? GatewayLayouts.NginxAccessLog,

                // nginx: src/core/nginx.c: -e replaces the built-in error log.
                LogDestination.BuiltIn => reading.Instance.CommandLine?.ErrorLog ?? reading.Instance.Build?.ErrorLogPath ?? GatewayLayouts.NginxErrorLog,
                _ => null,
            };
            LogDestination destination = path is "stderr" or "" ? LogDestination.StandardError : target.Destination;
            path = destination == LogDestination.StandardError || path is null ? null : MasterFacts.Combine(reading.Instance.Prefix, path);
            IReadOnlyList<AccessLogFormat> formats = target.FormatName is { } name && logs.Formats.TryGetValue(name, out AccessLogFormat? format) ? [format] : [];
            (bool, string) key = (target.IsAccessLog, path ?? target.Value);
            if (found.TryGetValue(key, out LocatedLog? earlier))
            {
                found[key] = earlier with
                {
                    Log = earlier.Log with { Servers = [.. earlier.Log.Servers.Union(target.Servers.Select(SafeText.Escape))] },
                    Formats = [.. earlier.Formats.Union(formats)],
                    IsRepeated = earlier.IsRepeated && target.IsRepeated,
                };
                continue;
            }

            var log = new WrittenLog
            {
                IsAccessLog = target.IsAccessLog,
                Destination = destination,
                Path = SafeText.Escape(path ?? target.Value),
                Level = target.Level,
                Servers = [.. target.Servers.Select(SafeText.Escape)],
                ConfigurationPath = target.ConfigurationPath is { } file ? SafeText.Escape(file) : null,
                LineNumber = target.LineNumber,
                ProcessId = reading.Instance.Master?.ProcessId,
            };
            found[key] = new LocatedLog(Look(log, reading.Instance.Files, path, open), reading.Instance.Files, path, formats) { IsRepeated = target.IsRepeated, Zone = zone };
        }

        return [.. found.Values];
    }

    /// <summary>The error log of a php-fpm and the slow logs of its pools, each once.</summary>
    public static IReadOnlyList<LocatedLog> Of(FpmReading reading)
    {
        var found = new List<LocatedLog> { ErrorLogOf(reading) };
        foreach (FpmSection pool in reading.Configuration.PoolSections)
        {
            if (pool.Find("slowlog") is { } slowLog && RawText.Decode(slowLog.Value) is { Length: > 0 } slow)
            {
                string directory = pool.Find("prefix") is { } own ? RawText.Decode(own.Value) : reading.Instance.Prefix;

                // A slow log is opened for each record only.
                found.Add(Locate(reading, MasterFacts.Combine(directory, slow), LogDestination.File, slowLog, OpenLogs.None));
            }
        }

        return [.. found.DistinctBy(log => log.FullPath)];
    }

    /// <summary>The error log of a php-fpm.</summary>
    public static LocatedLog ErrorLogOf(FpmReading reading)
    {
        FpmAssignment? errorLog = reading.Configuration.GlobalSection.Find("error_log");

        // php-src: sapi/fpm/fpm/fpm_conf.c: built in where it is not set, or set to nothing.
        string text = errorLog is null ? string.Empty : RawText.Decode(errorLog.Value);
        bool isSyslog = text.Equals("syslog", StringComparison.OrdinalIgnoreCase);
        string? path = isSyslog ? null : MasterFacts.Combine(reading.Instance.LocalStateDirectory, text.Length == 0 ? "log/php-fpm.log" : text);
        return Locate(reading, path, isSyslog ? LogDestination.Syslog : LogDestination.File, errorLog, OpenLogs.Of(reading.Instance.Master?.ProcessId));
    }

    private static LocatedLog Locate(FpmReading reading, string? path, LogDestination destination, FpmAssignment? assignment, OpenLogs open)
    {
        var log = new WrittenLog
        {
            IsFpm = true,
            Destination = destination,
            Path = SafeText.Escape(path ?? "syslog"),
            ConfigurationPath = assignment is null ? null : SafeText.Escape(assignment.File.Path),
            LineNumber = assignment?.Line.Number,
            ProcessId = reading.Instance.Master?.ProcessId,
        };
        return new LocatedLog(Look(log, reading.Instance.Files, path, open), reading.Instance.Files, path, [])
        {
            Zone = WriterZone.Of(reading.Instance.Environment, reading.Instance.Files),
        };
    }

    private static WrittenLog Look(WrittenLog log, FileTree files, string? path, OpenLogs open)
    {
        if (path is null)
        {
            return log;
        }

        FileOpening opening = files.Open(path);
        LogPresence presence = opening.Handle is not null ? LogPresence.Readable
            : opening.Failure is FileOpeningFailure.NotFound ? LogPresence.Missing
            : LogPresence.NotReadable;
        bool isThere = opening.Handle is not null;
        opening.Handle?.Dispose();
        string reached = isThere ? opening.ReachedPath : path;
        return log with
        {
            Presence = presence,
            IsOpen = open.Names.Count == 0 ? null : open.Names.Contains(path) || open.Names.Contains(reached),
            IsDeletedOpen = open.Deleted.Contains(path) || open.Deleted.Contains(reached),
            LastWritten = isThere ? opening.Status.LastWriteTime.ToLocalTime() : null,
        };
    }

    // What a master has open, and what of that was deleted.
    private sealed record OpenLogs(IReadOnlyList<string> Names, IReadOnlyList<string> Deleted)
    {
        public static OpenLogs None { get; } = new([], []);

        public static OpenLogs Of(int? processId) => processId is { } id
            ? new OpenLogs(ProcessTable.OpenFiles(ProcessTable.DefaultRoot, id), ProcessTable.DeletedOpenFiles(ProcessTable.DefaultRoot, id))
            : None;
    }
}
