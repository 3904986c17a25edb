using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Reads what the logs of nginx and php-fpm say since a time: groups with counts, and the last lines of each.</summary>
/// <param name="since">How far back.</param>
/// <param name="gaps">What could not be read.</param>
/// <param name="token">Ends it.</param>
internal sealed class LogEvidenceCollector(DateTime since, SnapshotGaps gaps, CancellationToken token)
{
    // Enough to have a line of each group; what a flood of one symptom buries is counted all the same.
    private const int SampledLines = 4000;
    private const int SamplesOfEach = 3;
    private const int LongestText = 2000;
    private const int MostAnswers = 200_000;
    private const int FirstStatusOfInterest = 400;

    private static readonly NginxUpstreamErrorProperty[] Keys =
        [NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.Endpoint, NginxUpstreamErrorProperty.Upstream, NginxUpstreamErrorProperty.Server];

    private readonly List<WrittenLog> _logs = [];

    /// <summary>The logs that were looked at.</summary>
    public IReadOnlyList<WrittenLog> Logs => _logs;

    /// <summary>The groups of nginx's errors, the most frequent first.</summary>
    public ErrorEvidence[] Errors(NginxLogSearch search)
    {
        var filter = new NginxErrorFilter { IncludesLookAlikes = true };
        var query = new LogQuery(since);
        using var files = new OpenFiles(gaps);
        foreach (NginxLogFile log in search.ErrorLogs)
        {
            Open(files, log.Path, log.Presence, isAccessLog: false, isFpm: false);
        }

        NginxUpstreamErrorMeter meter = NginxErrorLog.Measure(files.Opened, filter, query, () => new NginxUpstreamErrorMeter(Keys), new ReadStatistics(), token);
        ILookup<(Symptom, string?, string?), NginxUpstreamError> samples = NginxErrorLog
            .Read(files.Opened, filter, query with { Tail = SampledLines }, new ReadStatistics(), token)
            .ToLookup(error => (error.Symptom, error.Upstream, error.Server));
        return
        [
            .. meter.Summarize().Select(group =>
            {
                NginxUpstreamError[] last = [.. samples[(group.Symptom!.Value, group.Upstream, group.Server)].Reverse().Take(SamplesOfEach)];
                return Evidence(group, last.Length > 0 ? last : BuriedSample(files.Opened, query, group));
            }),
        ];
    }

    // A flood of another symptom came after it.
    private NginxUpstreamError[] BuriedSample(IReadOnlyList<LogFile> files, LogQuery query, NginxUpstreamErrorSummary group)
    {
        var filter = new NginxErrorFilter { IncludesLookAlikes = true, Symptoms = [group.Symptom!.Value] };
        return
        [
            .. NginxErrorLog.Read(files, filter, query with { Tail = SampledLines }, new ReadStatistics(), token)
                .Where(error => error.Upstream == group.Upstream && error.Server == group.Server)
                .TakeLast(1),
        ];
    }

    /// <summary>The groups of php-fpm's events, the most frequent first.</summary>
    public FpmEventEvidence[] Events(FpmLogSearch search)
    {
        using var files = new OpenFiles(gaps);
        foreach (FpmLogFile log in search.ErrorLogs.Concat(search.SlowLogs))
        {
            Open(files, log.Path, log.Presence, isAccessLog: false, isFpm: true);
        }

        var groups = new Dictionary<(FpmLogEvent, string?, int?, int?), List<FpmLogEntry>>();
        foreach (FpmLogEntry entry in LogReading.Read<FpmLogEntry>(files.Opened, () => new FpmLogRecordReader(new FpmLogFilter([], [], [])), new LogQuery(since, Tail: MostAnswers), new ReadStatistics(), token))
        {
            (FpmLogEvent, string?, int?, int?) key = (entry.Event, entry.Pool, entry.Signal, entry.ExitCode);
            if (!groups.TryGetValue(key, out List<FpmLogEntry>? entries))
            {
                groups[key] = entries = [];
            }

            entries.Add(entry);
        }

        return
        [
            .. groups.OrderByDescending(group => group.Value.Count).Select(group => new FpmEventEvidence(
                group.Key.Item1,
                group.Key.Item2,
                group.Key.Item3,
                group.Key.Item4,
                group.Value.Count,
                group.Value.Min(entry => entry.Time),
                group.Value.Max(entry => entry.Time),
                [.. group.Value.AsEnumerable().Reverse().Take(SamplesOfEach).Select(entry => Excerpt(entry.Path, entry.LineNumber, entry.Time, Masked(entry)))])),
        ];
    }

    /// <summary>How often each status was answered, by log.</summary>
    public AnswerCount[] Answers(NginxLogSearch search)
    {
        var counts = new List<AnswerCount>();
        foreach (NginxLogFile log in search.AccessLogs)
        {
            using var files = new OpenFiles(gaps);
            Open(files, log.Path, log.Presence, isAccessLog: true, isFpm: false);
            IEnumerable<NginxAccessEntry> entries = LogReading.Read<NginxAccessEntry>(
                files.Opened, () => new AccessLogRecordReader(log.Formats, AccessLogFilter.Everything, guessOthers: true), new LogQuery(since, Tail: MostAnswers), new ReadStatistics(), token);
            var byStatus = new Dictionary<int, (long Count, DateTime? First, DateTime? Last, long FromUpstream)>();
            foreach (NginxAccessEntry entry in entries)
            {
                int status = entry.Status ?? 0;
                (long count, DateTime? first, DateTime? last, long said) = byStatus.GetValueOrDefault(status);
                bool isSaid = status >= FirstStatusOfInterest && entry.UpstreamStatus.LastOrDefault() == status && entry.UpstreamHeaderTime.LastOrDefault() is not null;
                byStatus[status] = (count + 1, first ?? entry.Time, entry.Time ?? last, said + (isSaid ? 1 : 0));
            }

            counts.AddRange(byStatus.OrderByDescending(pair => pair.Value.Count).Select(pair => new AnswerCount(
                SafeText.Escape(log.Path), [.. log.Servers.Select(SafeText.Escape)], pair.Key, pair.Value.Count, pair.Value.First, pair.Value.Last, pair.Value.FromUpstream)));
        }

        return [.. counts];
    }

    private void Open(OpenFiles files, string path, LogPresence presence, bool isAccessLog, bool isFpm)
    {
        bool isOpen = presence == LogPresence.Readable && files.TryOpen(path);
        _logs.Add(new WrittenLog(SafeText.Escape(path), isAccessLog, isFpm, isOpen ? "Readable" : presence == LogPresence.Readable ? "Refused" : presence.ToString()));
        if (presence is not (LogPresence.Readable or LogPresence.Missing))
        {
            gaps.Add(new NotSeen($"what {SafeText.Escape(path)} says", LogPlaces.Say(presence), "Run it as root."));
        }
    }

    private static ErrorEvidence Evidence(NginxUpstreamErrorSummary group, NginxUpstreamError[] samples) => new(
        group.Symptom!.Value,
        samples.FirstOrDefault()?.AttemptStatus,
        group.Upstream,
        group.Endpoint,
        group.Server,
        group.Count,
        group.First,
        group.Last,
        [.. samples.Select(error => Excerpt(error.Path, error.LineNumber, error.Time, Masked(error)))]);

    private static string Masked(NginxUpstreamError error) =>
        $"{SecretText.MaskCredentials(error.Message)}{(error.RequestUri is { } uri ? $", request: \"{error.Method} {uri.Split('?')[0]}\"" : string.Empty)}{(error.Upstream is { } upstream ? $", upstream: \"{upstream}\"" : string.Empty)}{(error.Server is { } server ? $", server: {server}" : string.Empty)}";

    private static string Masked(FpmLogEntry entry) =>
        SecretText.MaskCredentials(entry.Event is FpmLogEvent.PhpMessage or FpmLogEvent.WorkerOutput ? entry.Event.ToString() : entry.Message);

    private static LogExcerpt Excerpt(string? path, long? line, DateTime? time, string text) =>
        new(SafeText.Escape(path ?? string.Empty), line, time, text.Length > LongestText ? text[..LongestText] + "…" : text);

    // Logs that are closed together.
    private sealed class OpenFiles(SnapshotGaps gaps) : IDisposable
    {
        private readonly List<LogFile> _files = [];

        public IReadOnlyList<LogFile> Opened => _files;

        public bool TryOpen(string path)
        {
            try
            {
                _files.Add(LogFile.Open(path));
                return true;
            }
            catch (LogFileException refused)
            {
                gaps.Add(new NotSeen($"what {SafeText.Escape(path)} says", refused.Message, "See what is at that path."));
                return false;
            }
        }

        public void Dispose() => _files.ForEach(file => file.Dispose());
    }
}
