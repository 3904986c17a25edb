namespace Nginx502.Inspection;

/// <summary>
/// Since when the masters run, and since when the oldest workers of nginx do: it keeps its workers until it is reloaded, and logs a reload
/// with the level notice only, which few write.
/// </summary>
/// <param name="nginx">The configurations of nginx.</param>
/// <param name="fpm">The configurations of php-fpm.</param>
internal sealed class MasterSource(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) : TimelineSource
{
    // Workers of the start come right behind the master; times of processes are known to the second.
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public override string What => "since when nginx and php-fpm run";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.NginxStarted, TimelineEventKind.NginxReloaded, TimelineEventKind.FpmStarted];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        foreach (NginxMaster master in nginx.Select(reading => reading.Instance.Master).OfType<NginxMaster>())
        {
            foreach (TimelineEvent found in EventsOf(master))
            {
                part.Add(found);
            }
        }

        foreach (FpmReading reading in fpm.Where(reading => reading.Instance.Master is not null))
        {
            FpmMaster master = reading.Instance.Master!;
            if (master.StartTime is { } start)
            {
                part.Add(new TimelineEvent(start, TimelineEventKind.FpmStarted, FpmLogSource.SubjectOf(reading), "its master was started", SourceOf(master.ProcessId)) { ProcessId = master.ProcessId });
            }
        }
    }

    /// <summary>The events of a master of nginx.</summary>
    internal static IEnumerable<TimelineEvent> EventsOf(NginxMaster master)
    {
        if (master.StartTime is not { } start)
        {
            yield break;
        }

        yield return new TimelineEvent(start, TimelineEventKind.NginxStarted, "nginx", "its master was started", SourceOf(master.ProcessId)) { ProcessId = master.ProcessId };
        if (master.Workers.Select(worker => worker.StartTime).Min() is { } oldest && oldest - start > Start)
        {
            yield return new TimelineEvent(oldest, TimelineEventKind.NginxReloaded, "nginx", "its oldest worker is of then: it was reloaded, or its workers were started anew", SourceOf(master.ProcessId))
            {
                ProcessId = master.ProcessId,
                IsTimeExact = false,
            };
        }
    }

    private static string SourceOf(int processId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/{processId}");
}
