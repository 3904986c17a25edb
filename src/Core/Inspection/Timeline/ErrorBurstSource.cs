using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>
/// The errors that visitors got, by symptom and upstream, each burst once: from nginx's error log. Their parts between short pauses are kept beside:
/// <see cref="TimelineJoin"/> knows what happened in a pause.
/// </summary>
/// <param name="nginx">The configurations of nginx.</param>
internal sealed class ErrorBurstSource(IReadOnlyList<NginxReading> nginx) : TimelineSource
{
    // Who asks strange hosts chooses names of upstreams; nobody reads more than this.
    private const int MaxGroups = 100;

    // nginx writes its times in whole seconds.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // What failed shortly before the time that is asked for, and fails at its beginning, did not begin with it.
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly NginxUpstreamErrorProperty[] By = [NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.Endpoint, NginxUpstreamErrorProperty.Upstream];

    /// <inheritdoc/>
    public override string What => "the errors that visitors got";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.ErrorBurst];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        DateTime since = part.ErrorLogsSince;
        foreach (string log in NginxLogs.ErrorLogsOf(nginx, part))
        {
            LogFile[] files = [.. LineLog.Open(log, part)];
            try
            {
                NginxUpstreamErrorMeter meter = NginxErrorLog.Measure(
                    files, NginxErrorFilter.UpstreamErrors, new LogQuery(since - DateTime.MinValue > LookBack ? since - LookBack : since, part.Until), () => new NginxUpstreamErrorMeter(By, Interval), new ReadStatistics(), part.CancellationToken);
                IReadOnlyList<NginxUpstreamErrorSummary> groups = [.. meter.Summarize().Where(group => group.Buckets.Any(bucket => bucket.Count > 0 && bucket.Start >= since))];
                if (groups.Count > MaxGroups)
                {
                    part.Gaps.Add(new NotSeen($"{groups.Count - MaxGroups} rarer kinds of errors in {SafeText.Escape(log)}", "there are very many", "Measure-NginxUpstreamError counts all."));
                }

                foreach (TimelineEvent burst in groups.Take(MaxGroups).SelectMany(group => BurstsOf(group, SafeText.Escape(log), since)))
                {
                    part.Add(burst);
                }
            }
            finally
            {
                Array.ForEach(files, file => file.Dispose());
            }
        }
    }

    /// <summary>The bursts of a group, which is counted by the second: those parts of it between which there was none for long.</summary>
    /// <param name="group">The group.</param>
    /// <param name="source">The log.</param>
    /// <param name="since">The beginning of what is asked for: what is known from before it tells only whether a burst began before.</param>
    internal static IEnumerable<TimelineEvent> BurstsOf(NginxUpstreamErrorSummary group, string source, DateTime since)
    {
        DateTime? before = group.Buckets.Where(bucket => bucket.Count > 0 && bucket.Start < since).Max(bucket => (DateTime?)bucket.Start);
        var parts = new List<BurstPart>();
        foreach (BurstPart part in PartsOf(group, since))
        {
            if (parts.Count > 0 && part.Time - parts[^1].Until > TimelineJoin.BurstGap)
            {
                yield return Burst(group, parts, source, before);
                parts = [];
            }

            parts.Add(part);
        }

        if (parts.Count > 0)
        {
            yield return Burst(group, parts, source, before);
        }
    }

    private static List<BurstPart> PartsOf(NginxUpstreamErrorSummary group, DateTime since)
    {
        var parts = new List<BurstPart>();
        foreach (TimeBucket second in group.Buckets.Where(bucket => bucket.Count > 0 && bucket.Start >= since).OrderBy(bucket => bucket.Start))
        {
            if (parts.Count > 0 && second.Start - parts[^1].Until <= Pause)
            {
                parts[^1] = parts[^1] with { Until = second.Start, Count = parts[^1].Count + second.Count };
            }
            else
            {
                parts.Add(new BurstPart(second.Start, second.Start, second.Count));
            }
        }

        return parts;
    }

    private static TimelineEvent Burst(NginxUpstreamErrorSummary group, List<BurstPart> parts, string source, DateTime? before)
    {
        Symptom symptom = group.Symptom ?? Symptom.Other;
        return new TimelineEvent(
            parts[0].Time, TimelineEventKind.ErrorBurst, group.Endpoint?.ToString() ?? (group.Upstream is { } upstream ? SecretText.MaskCredentials(upstream) : "nginx"), $"{symptom}: {SymptomMeanings.Of(symptom).TrimEnd('.')}", source)
        {
            Until = parts[^1].Until,
            Count = parts.Sum(part => part.Count),
            Symptom = symptom,
            Endpoint = group.Endpoint,
            Parts = parts,
            BeganBefore = parts[0].Time - before <= LookBack,
        };
    }
}
