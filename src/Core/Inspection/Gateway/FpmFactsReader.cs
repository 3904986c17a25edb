using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Looks up what matters of a php-fpm beside its pools.</summary>
internal static class FpmFactsReader
{
    private static readonly TimeSpan BuiltInMaxExecutionTime = TimeSpan.FromSeconds(30);

    /// <summary>Looks it up.</summary>
    public static FpmFacts Of(FpmReading reading, BootReader boot)
    {
        (FpmInstance instance, FpmConfiguration configuration) = reading;
        DateTime? loadedAt = instance.Master is { } master ? LoadedAt(master, configuration) : null;
        string? version = configuration.Options.PhpVersion;
        string? shortVersion = version is null ? null : string.Join('.', version.Split('.').Take(2));
        return new FpmFacts(
            SafeText.Escape(configuration.Path),
            instance.Master?.ProcessId,
            version,
            MaxExecutionTime(instance),
            loadedAt,
            loadedAt is { } time ? ChangedFiles.Since(instance.Files, configuration.Files.Select(file => file.Path), time) : [],
            boot.Read(instance.Master?.ProcessId, shortVersion is null ? ["php-fpm.service"] : [$"php{shortVersion}-fpm.service", "php-fpm.service", $"php{shortVersion.Replace(".", string.Empty, StringComparison.Ordinal)}-php-fpm.service"]))
        {
            PreloadPath = PhpIniFiles.Find(instance, "opcache.preload", out _) is { Length: > 0 } script ? SafeText.Escape(script) : null,
            UnreadPools = [.. UnreadPools.Find(instance.Files, [.. configuration.Files.Select(file => file.Path)])],
            RootPath = instance is { Master: not null, Files.IsHost: false } ? SafeText.Escape(instance.Files.RootPath) : null,
        };
    }

    // A reload keeps the process, so that its start tells nothing: the log says when it was ready last. Without one its oldest worker, which is
    // never older than the last reload.
    private static DateTime? LoadedAt(FpmMaster master, FpmConfiguration configuration)
    {
        string? log = configuration.GlobalSettings.FirstOrDefault(setting => setting.Name == "error_log")?.Value;
        DateTime? ready = log is ['/', ..] && !master.IsElsewhere ? LastReady(log) : null;
        DateTime? start = master.StartTime;
        return ready > start ? ready : master.Workers.Select(worker => worker.StartTime).Min() ?? start;
    }

    private static DateTime? LastReady(string path)
    {
        try
        {
            using LogFile file = LogFile.Open(path);
            var filter = new FpmLogFilter([], [], [FpmLogEvent.Ready]);
            return LogReading.Read([file], () => new FpmLogRecordReader(filter), new LogQuery(null, null, 1), new ReadStatistics(), CancellationToken.None).LastOrDefault()?.Time;
        }
        catch (LogFileException)
        {
            return null;
        }
    }

    private static TimeSpan? MaxExecutionTime(FpmInstance instance) => PhpIniFiles.Find(instance, "max_execution_time", out bool isSeen) is { } value ? TimeSpan.FromSeconds(Nginx502.Fpm.CNumber.Atoi(value))
        : isSeen ? BuiltInMaxExecutionTime
        : null;
}
