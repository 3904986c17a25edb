using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>
/// The errors that visitors got, by symptom and upstream, each burst once: from nginx's error log. They are parted at short pauses; what belongs together is joined by
/// <see cref="TimelineJoin"/>, which knows what happened in a pause.
/// </summary>
/// <param name="nginx">The configurations of nginx.</param>
internal sealed class ErrorBurstSource(IReadOnlyList<NginxReading> nginx) : TimelineSource
{
    // Who asks strange hosts chooses names of upstreams; nobody reads more than this.
    private const int MaxGroups = 100;

    // nginx writes its times in whole seconds.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly NginxUpstreamErrorProperty[] By = [NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.Endpoint, NginxUpstreamErrorProperty.Upstream];

    /// <inheritdoc/>
    public override string What => "the errors that visitors got";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.ErrorBurst];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        foreach (string log in NginxLogs.ErrorLogsOf(nginx, part))
        {
            LogFile[] files = [.. LineLog.Open(log, part)];
            try
            {
                NginxUpstreamErrorMeter meter = NginxErrorLog.Measure(
                    files, NginxErrorFilter.UpstreamErrors, new LogQuery(part.ErrorLogsSince, part.Until), () => new NginxUpstreamErrorMeter(By, Interval), new ReadStatistics(), part.CancellationToken);
                IReadOnlyList<NginxUpstreamErrorSummary> groups = meter.Summarize();
                if (groups.Count > MaxGroups)
                {
                    part.Gaps.Add(new NotSeen($"{groups.Count - MaxGroups} rarer kinds of errors in {SafeText.Escape(log)}", "there are very many", "Measure-NginxUpstreamError counts all."));
                }

                foreach (TimelineEvent burst in groups.Take(MaxGroups).SelectMany(group => BurstsOf(group, SafeText.Escape(log))))
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

    /// <summary>The bursts of a group, which is counted by the second: those parts of it between which there was none for a moment.</summary>
    internal static IEnumerable<TimelineEvent> BurstsOf(NginxUpstreamErrorSummary group, string source)
    {
        var run = new List<TimeBucket>();
        foreach (TimeBucket bucket in group.Buckets.Where(bucket => bucket.Count > 0).OrderBy(bucket => bucket.Start))
        {
            if (run.Count > 0 && bucket.Start - run[^1].Start > Pause)
            {
                yield return Burst();
                run = [];
            }

            run.Add(bucket);
        }

        if (run.Count > 0)
        {
            yield return Burst();
        }

        TimelineEvent Burst()
        {
            Symptom symptom = group.Symptom ?? Symptom.Other;
            return new TimelineEvent(
                run[0].Start, TimelineEventKind.ErrorBurst, group.Endpoint?.ToString() ?? (group.Upstream is { } upstream ? SecretText.MaskCredentials(upstream) : "nginx"), $"{symptom}: {SymptomMeanings.Of(symptom).TrimEnd('.')}", source)
            {
                Until = run[^1].Start,
                Count = run.Sum(bucket => bucket.Count),
                Symptom = symptom,
                Endpoint = group.Endpoint,
            };
        }
    }
}
