using System.Text.RegularExpressions;
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
    private const int LeastAnswers = 20_000;
    private const int MostProcesses = 20;

    // Strangers choose names of groups: only the largest have their counts over time, and no more than so many of these.
    private const int GroupsOverTime = 50;
    private const int MostBuckets = 300;
    private const int MostSpells = 50;
    private const int FirstFailure = 500;

    private static readonly NginxUpstreamErrorProperty[] Keys =
        [NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.Endpoint, NginxUpstreamErrorProperty.Upstream, NginxUpstreamErrorProperty.Server];

    // So fine that what was mended and broke again a moment later is told apart; of long troubles it is coarser.
    private static readonly TimeSpan[] Intervals = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)];

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    // A longer one parts two spells.
    private static readonly TimeSpan Pause = 2 * Intervals[0];

    // What is taken for a failure of the gateway and is none; every line has to be read for it, so that the last hour must do.
    private static readonly TimeSpan LookAlikeWindow = TimeSpan.FromHours(1);

    private static readonly NginxErrorFilter LookAlikes = new()
    {
        IncludesLookAlikes = true,
        Symptoms = [Symptom.ScriptNotFound, Symptom.ScriptDenied, Symptom.PhpFatalError, Symptom.ClientClosed, Symptom.ConfigurationRejected, Symptom.WorkerConnectionsExhausted],
    };

    // php-src: main/main.c, php_error_cb: where it was closes what is said, and a trace may follow that is cut anywhere.
    private static readonly Regex PlaceInScript = new(@" in /[^\n""']{1,500}?(?: on line [0-9]+|:[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    // php-src: sapi/fpm/fpm/fpm_request.c, fpm_request_check_timed_out: with the query string as the visitor sent it.
    private static readonly Regex SlowRequest = new(@"(\(request: ""[^""?]*\?).*?(""\) executing|$)", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private readonly LogDirectories _directories = new();

    /// <summary>What the error logs of nginx say, with the addresses that failed.</summary>
    public (ErrorEvidence Evidence, string[] Addresses)[] Errors(LocatedLogs logs) => Errors([.. logs.Nginx.Where(log => !log.Log.IsAccessLog)], OpenedLogs.PathsOf(logs.Located));

    /// <summary>What the access logs of nginx say, and the errors with what became of their addresses. Of logs that are not read in time, those that were count.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="errors">What the error logs say.</param>
    /// <param name="end">Cancelled when nobody waits any more.</param>
    public LogEvidence Answers(LocatedLogs logs, (ErrorEvidence Evidence, string[] Addresses)[] errors, CancellationToken end)
    {
        WatchedAddress[] watched = [.. errors.Where(error => error.Evidence.AttemptStatus is not >= FirstFailure).SelectMany(error => WatchedAddress.Of(error.Evidence, error.Addresses))];
        LocatedLog[] access = [.. LocatedLog.Counted(logs.Nginx)];
        IReadOnlySet<(string Root, string Path)> named = OpenedLogs.PathsOf(logs.Located);
        var meters = new List<(LocatedLog Log, AnswerMeter Meter)>();
        foreach (LocatedLog log in access)
        {
            try
            {
                meters.Add((log, Measure(log, named, watched, [.. errors.Select(error => error.Evidence)], Math.Max(LeastAnswers, MostAnswers / access.Length))));
            }
            catch (OperationCanceledException) when (!end.IsCancellationRequested)
            {
                gaps.Add(new NotSeen($"what {log.Log.Path} says", "it was not read in time", "Give it longer (-Timeout 20s), or ask for a shorter time (-Since 15m)."));
            }
        }

        return new LogEvidence(
            [.. errors.Select(error => error.Evidence with { Outcome = WatchedAddress.OutcomeOf(watched, error.Evidence) ?? RequestOutcome.Join([.. meters.Where(found => MayHave(found.Log, error.Evidence)).Select(found => found.Meter.OutcomeOf(error.Addresses)).OfType<RequestOutcome>()]) })],
            [.. meters.SelectMany(found => found.Meter.Counts(found.Log.Log.Path))],
            [],
            []);
    }

    /// <summary>What the logs of php-fpm say, each with the php-fpm that writes it.</summary>
    public FpmEventEvidence[] Events(LocatedLogs logs)
    {
        IReadOnlySet<(string Root, string Path)> named = OpenedLogs.PathsOf(logs.Located);
        return [.. logs.Fpm.GroupBy(log => log.ConfigurationPath).SelectMany(master => Events(master.Key, [.. master.Select(log => log.Log)], named)).OrderByDescending(found => found.Count)];
    }

    /// <summary>A probe with what nginx said of it.</summary>
    public SiteProbe WithErrors(SiteProbe probe, IReadOnlyList<NginxReading> nginx)
    {
        if (!Uri.TryCreate(probe.Uri, UriKind.Absolute, out Uri? uri))
        {
            return probe;
        }

        string path = uri.AbsolutePath;
        LocatedLog[] all = [.. nginx.SelectMany(WrittenLogs.Of)];
        using var files = OpenedLogs.Open(gaps, probe.Time.AddSeconds(-1), [.. all.Where(log => !log.Log.IsAccessLog)], _directories, OpenedLogs.PathsOf(all));
        NginxUpstreamError[] own =
        [
            .. NginxErrorLog.Read(files.Opened, new NginxErrorFilter(), new LogQuery(probe.Time.AddSeconds(-1), Tail: SampledLines), new ReadStatistics(), token)
                .Where(error => error.RequestUri?.Split('?')[0] == path && (error.Host is not { } asked || HostOf(asked).Equals(uri.IdnHost, StringComparison.OrdinalIgnoreCase)) && probe.Address is { } address && address.StartsWith(error.Client ?? "?", StringComparison.Ordinal)),
        ];
        return own.Length == 0 ? probe : probe with
        {
            Errors = [.. own.AsEnumerable().Reverse().Take(SamplesOfEach).Select(error => Excerpt(error.Path, error.LineNumber, error.Time, Masked(error)))],
            Endpoint = own[^1].Endpoint,
            Symptom = own[^1].Symptom,
        };
    }

    // shop.example, shop.example:8080, [::1]:8080.
    private static string HostOf(string header) => header.StartsWith('[') ? header[..(header.IndexOf(']', StringComparison.Ordinal) + 1)].Trim('[', ']') : header.Split(':')[0];

    private (ErrorEvidence Evidence, string[] Addresses)[] Errors(LocatedLog[] logs, IReadOnlySet<(string Root, string Path)> named)
    {
        using var files = OpenedLogs.Open(gaps, since, logs, _directories, named);
        var numbers = new LineNumbers(files.Opened, token);
        DateTime lastHour = DateTime.Now - LookAlikeWindow;
        return
        [
            .. Groups(files.Opened, NginxErrorFilter.UpstreamErrors, new LogQuery(since), numbers),
            .. Groups(files.Opened, LookAlikes, new LogQuery(since > lastHour ? since : lastHour), numbers).Where(found => found.Evidence.Symptom != Symptom.WorkerConnectionsExhausted || IsOfNewConnections(found.Evidence)),
        ];
    }

    // nginx: src/event/ngx_event_accept.c and src/core/ngx_connection.c. Lines that name a request are of the errors already, and where an idle connection is reused nobody is hurt.
    private static bool IsOfNewConnections(ErrorEvidence error) =>
        error.AttemptStatus is null && error.Server is null && !error.Samples.All(sample => sample.Text.Contains("reusing connections", StringComparison.Ordinal));

    private IEnumerable<(ErrorEvidence Evidence, string[] Addresses)> Groups(IReadOnlyList<LogFile> files, NginxErrorFilter filter, LogQuery query, LineNumbers numbers)
    {
        var statistics = new ReadStatistics();
        NginxUpstreamErrorMeter meter = NginxErrorLog.Measure(files, filter, query, () => new NginxUpstreamErrorMeter(Keys, OneSecond), statistics, token);
        ILookup<(Symptom, string?, string?), NginxUpstreamError> samples = Samples(files, filter, query);
        var buried = new Dictionary<Symptom, ILookup<(Symptom, string?, string?), NginxUpstreamError>>();
        int place = 0;
        foreach (NginxUpstreamErrorSummary group in meter.Summarize())
        {
            Symptom symptom = group.Symptom!.Value;
            (Symptom, string?, string?) key = (symptom, group.Upstream, group.Server);
            IEnumerable<NginxUpstreamError> own = samples[key];
            if (!own.Any())
            {
                // A flood of other symptoms came after it.
                if (!buried.TryGetValue(symptom, out ILookup<(Symptom, string?, string?), NginxUpstreamError>? deeper))
                {
                    buried[symptom] = deeper = Samples(files, filter with { Symptoms = [symptom] }, query);
                }

                own = deeper[key];
            }

            if (group.Count == own.Count() && own.All(ProbeScripts.IsAskedFor))
            {
                continue;
            }

            (ErrorEvidence evidence, string[] addresses) = Evidence(group, [.. own.Reverse().Take(SamplesOfEach)], numbers);
            evidence = evidence with { IsTimeCertain = !statistics.IsZoneAssumed };
            yield return (place++ < GroupsOverTime ? WithBuckets(evidence, group.Buckets) : evidence, addresses);
        }
    }

    private ILookup<(Symptom, string?, string?), NginxUpstreamError> Samples(IReadOnlyList<LogFile> files, NginxErrorFilter filter, LogQuery query) => NginxErrorLog
        .Read(files, filter, query with { Tail = SampledLines }, new ReadStatistics(), token)
        .ToLookup(error => (error.Symptom, error.Upstream, error.Server));

    private FpmEventEvidence[] Events(string? master, LocatedLog[] logs, IReadOnlySet<(string Root, string Path)> named)
    {
        using var files = OpenedLogs.Open(gaps, since, logs, _directories, named);
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

        var numbers = new LineNumbers(files.Opened, token);
        return
        [
            .. groups.Select(group => new FpmEventEvidence(
                group.Key.Item1,
                group.Key.Item2,
                group.Key.Item3,
                group.Key.Item4,
                group.Value.Count,
                group.Value.Min(entry => entry.Time),
                group.Value.Max(entry => entry.Time),
                [.. group.Value.AsEnumerable().Reverse().Take(SamplesOfEach).Select(entry => Excerpt(entry.Path, entry.LineNumber ?? numbers.Of(entry.Path, entry.Offset), entry.Time, Masked(entry)))])
            {
                ConfigurationPath = master,
                ProcessIds = [.. group.Value.AsEnumerable().Reverse().Select(entry => entry.ProcessId).OfType<int>().Distinct().Take(MostProcesses)],
            }),
        ];
    }

    private AnswerMeter Measure(LocatedLog log, IReadOnlySet<(string Root, string Path)> named, WatchedAddress[] watched, ErrorEvidence[] errors, int most)
    {
        using var files = OpenedLogs.Open(gaps, since, [log], _directories, named);
        var meter = new AnswerMeter([.. watched.Where(address => MayHave(log, address.Cause))], log.Log.Servers, [.. errors.Where(error => MayHave(log, error))]);
        foreach (NginxAccessEntry entry in LogReading.Read<NginxAccessEntry>(
            files.Opened, () => new AccessLogRecordReader(log.Formats, AccessLogFilter.Everything, guessOthers: true), new LogQuery(since, Tail: most), new ReadStatistics(), token))
        {
            meter.Add(entry);
        }

        return meter;
    }

    // The same address of another site says nothing of this one.
    private static bool MayHave(LocatedLog log, ErrorEvidence error) => log.Log.Servers.Length == 0 || error.Server is null || log.Log.Servers.Contains(error.Server);

    private static (ErrorEvidence Evidence, string[] Addresses) Evidence(NginxUpstreamErrorSummary group, NginxUpstreamError[] samples, LineNumbers numbers) => (new ErrorEvidence(
        group.Symptom!.Value,
        samples.FirstOrDefault()?.AttemptStatus,
        group.Upstream is { } upstream ? SecretText.MaskCredentials(upstream) : null,
        group.Endpoint,
        group.Server,
        group.Count,
        group.First,
        group.Last,
        [.. samples.Select(error => Excerpt(error.Path, error.LineNumber ?? numbers.Of(error.Path, error.Offset), error.Time, Masked(error)))]),
        [.. samples.Select(error => error.RequestUri?.Split('?')[0]).OfType<string>().Distinct()]);

    private static ErrorEvidence WithBuckets(ErrorEvidence evidence, IReadOnlyList<TimeBucket> buckets)
    {
        TimeBucket[] seconds = [.. buckets.Where(bucket => bucket.Count > 0)];
        TimeSpan width = Array.Find(Intervals, interval => interval == Intervals[^1] || Joined(seconds, interval).Count() <= MostBuckets);
        return evidence with { Buckets = [.. Joined(seconds, width).TakeLast(MostBuckets)], BucketInterval = width, Spells = [.. Spells(seconds).TakeLast(MostSpells)] };
    }

    private static List<ErrorSpell> Spells(TimeBucket[] seconds)
    {
        List<ErrorSpell> spells = [];
        foreach (DateTime second in seconds.Select(bucket => bucket.Start))
        {
            if (spells.Count > 0 && second - spells[^1].Last <= Pause)
            {
                spells[^1] = spells[^1] with { Last = second };
            }
            else
            {
                spells.Add(new ErrorSpell(second, second));
            }
        }

        return spells;
    }

    private static IEnumerable<TimeBucket> Joined(TimeBucket[] seconds, TimeSpan width) =>
        seconds.GroupBy(bucket => bucket.Start.AddTicks(-(bucket.Start.Ticks % width.Ticks))).Select(same => new TimeBucket(same.Key, same.Sum(bucket => bucket.Count)));

    private static string Masked(NginxUpstreamError error) => SecretText.MaskCredentials(
        $"{error.Message}{(error.ErrorNumber is { } number ? $" ({number}: {error.ErrorText})" : string.Empty)}"
        + (error.RequestUri is { } uri ? $", request: \"{error.Method} {uri.Split('?')[0]}\"" : string.Empty)
        + (error.Upstream is { } upstream ? $", upstream: \"{upstream}\"" : string.Empty)
        + (error.Server is { } server ? $", server: {server}" : string.Empty));

    private static string Masked(FpmLogEntry entry) =>
        SecretText.MaskCredentials(entry.Event is FpmLogEvent.PhpMessage ? $"{entry.Event}{ScriptPlace(entry.Message)}" : entry.Event is FpmLogEvent.WorkerOutput ? entry.Event.ToString() : SlowRequest.Replace(entry.Message, $"$1{SecretText.Mask}$2"));

    // What a script says can hold anything; where it says it is what one looks for.
    private static string ScriptPlace(string message) => PlaceInScript.Matches(message) is [.., var last] ? last.Value : string.Empty;

    private static LogExcerpt Excerpt(string? path, long? line, DateTime? time, string text) =>
        new(SafeText.Escape(path ?? string.Empty), line, time, text.Length > LongestText ? text[..LongestText] + "…" : text);
}
