using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Starts, reloads and ends of php-fpm, its crashed workers and exhausted pools, from its own log.</summary>
/// <param name="fpm">The configurations of php-fpm.</param>
internal sealed class FpmLogSource(IReadOnlyList<FpmReading> fpm) : TimelineSource
{
    private const int Terminated = 15;

    private static readonly FpmLogFilter Filter = new(null, null,
    [
        FpmLogEvent.Starting, FpmLogEvent.Ready, FpmLogEvent.StartFailed, FpmLogEvent.Reloading, FpmLogEvent.ReloadFailed, FpmLogEvent.EmergencyRestart, FpmLogEvent.Stopping,
        FpmLogEvent.ConfigurationInvalid, FpmLogEvent.ChildExitedOnSignal, FpmLogEvent.MaxChildrenReached,
    ]);

    /// <inheritdoc/>
    public override string What => "what php-fpm's log tells of its starts and reloads";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } =
    [
        TimelineEventKind.FpmStarted, TimelineEventKind.FpmReloaded, TimelineEventKind.FpmStopped, TimelineEventKind.FpmFailed, TimelineEventKind.WorkerCrash, TimelineEventKind.PoolExhausted,
    ];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        foreach (FpmReading reading in fpm)
        {
            string subject = SubjectOf(reading);
            if (LogOf(reading) is not { } log)
            {
                part.Gaps.Add(new NotSeen($"when {subject} was reloaded", "it does not log to a file that is seen here", "Name a file in error_log, or run it where php-fpm runs."));
                continue;
            }

            LogFile[] files = [.. LineLog.Open(log, part)];
            try
            {
                IEnumerable<FpmLogEntry> entries = LogReading.Read(files, () => new FpmLogRecordReader(Filter), new LogQuery(part.Since, part.Until), new ReadStatistics(), part.CancellationToken);
                foreach (TimelineEvent found in EventsOf(entries, subject))
                {
                    part.Add(found);
                }
            }
            finally
            {
                Array.ForEach(files, file => file.Dispose());
            }
        }
    }

    /// <summary>What a php-fpm is called here: with its version, since there may be several.</summary>
    internal static string SubjectOf(FpmReading reading) =>
        reading.Configuration.Options.PhpVersion is { } version ? SafeText.Escape($"php-fpm {string.Join('.', version.Split('.').Take(2))}") : "php-fpm";

    /// <summary>The events of a log's entries, which are in order.</summary>
    internal static IEnumerable<TimelineEvent> EventsOf(IEnumerable<FpmLogEntry> entries, string subject)
    {
        FpmLogEntry? reload = null;
        foreach (FpmLogEntry entry in entries.Where(entry => entry.Time is not null))
        {
            switch (entry.Event)
            {
                case FpmLogEvent.Reloading:
                    reload ??= entry;
                    break;
                case FpmLogEvent.Ready when reload is not null:
                    yield return Of(reload, TimelineEventKind.FpmReloaded, "all pools were stopped and started", subject) with { Until = entry.Time };
                    reload = null;
                    break;

                // It runs itself anew for a reload too.
                case FpmLogEvent.Starting when reload is null && entry.ProcessId is not null:
                    yield return Of(entry, TimelineEventKind.FpmStarted, "it was started", subject);
                    break;
                case FpmLogEvent.Stopping:
                    yield return Of(entry, TimelineEventKind.FpmStopped, "it was told to stop", subject);
                    break;
                case FpmLogEvent.StartFailed or FpmLogEvent.ConfigurationInvalid or FpmLogEvent.ReloadFailed:
                    yield return Of(entry, TimelineEventKind.FpmFailed, SecretText.MaskCredentials(entry.Message), subject);
                    reload = null;
                    break;
                case FpmLogEvent.EmergencyRestart:
                    yield return Of(entry, TimelineEventKind.FpmFailed, entry.Message, subject);
                    break;
                // What takes too long, php-fpm itself ends by SIGTERM.
                case FpmLogEvent.ChildExitedOnSignal when entry.Signal != Terminated:
                    yield return Of(entry, TimelineEventKind.WorkerCrash, $"a worker was ended by {entry.SignalName ?? "a signal"}", PoolOf(entry));
                    break;
                case FpmLogEvent.MaxChildrenReached:
                    yield return Of(entry, TimelineEventKind.PoolExhausted, $"it reached pm.max_children{(entry.Limit is { } limit ? $", {limit}" : string.Empty)}", PoolOf(entry));
                    break;
                default:
                    break;
            }
        }

        if (reload is not null)
        {
            yield return Of(reload, TimelineEventKind.FpmReloaded, "it was told to reload, and its log does not say that it got ready again", subject);
        }
    }

    private static string PoolOf(FpmLogEntry entry) => entry.Pool is { } pool ? $"pool {pool}" : "php-fpm";

    // The log of a start that fails may have been replaced by a link to a stream of the process.
    private static string? LogOf(FpmReading reading)
    {
        string? path = WrittenLogs.ErrorLogOf(reading).FullPath;
        return !reading.Instance.Files.IsHost || path is null || path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal) ? null : path;
    }

    private static TimelineEvent Of(FpmLogEntry entry, TimelineEventKind kind, string text, string subject) => new(entry.Time!.Value, kind, subject, text, entry.Path ?? string.Empty)
    {
        ProcessId = entry.ProcessId,
        LineNumber = entry.LineNumber,
    };
}
