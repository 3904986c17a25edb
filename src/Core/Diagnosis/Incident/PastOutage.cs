namespace Nginx502.Diagnosis;

/// <summary>A time in which the php-fpm of an endpoint did not run, and that is over.</summary>
/// <param name="Down">What ended it.</param>
/// <param name="Up">Its next start; null when none was seen.</param>
internal sealed record PastOutage(TimelineEvent Down, TimelineEvent? Up)
{
    // Clocks of logs count seconds.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>The outage in which errors ended; null when the first or the last of them came while it ran, they lasted longer, or that is not known.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="errors">The errors.</param>
    public static PastOutage? Of(DiagnosisContext context, DiagnosedEndpoint endpoint, ErrorEpisode errors)
    {
        if (errors is not { First: { } first, Last: { } last })
        {
            return null;
        }

        // What is known by its bucket alone may have come at any time of it.
        TimelineEvent[] own = EventsOf(context, endpoint);
        DateTime latestFirst = first.To < last.To ? first.To : last.To;
        DateTime earliestLast = last.From > first.From ? last.From : first.From;
        return At(own, latestFirst) is { } began && At(own, earliestLast) is { } ended && began.Down == ended.Down && !(earliestLast - latestFirst > ended.Up?.Time - ended.Down.Time + OneSecond) ? ended
            : first.From < first.To && last.From < last.To ? Within(own, first.From, last.To) : null;
    }

    /// <summary>When the php-fpm of an endpoint ended that was not started since; null when that is not known.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static DateTime? DownSince(DiagnosisContext context, DiagnosedEndpoint endpoint) =>
        EventsOf(context, endpoint) is [.., { } last] && !IsStart(last) ? last.Time : null;

    /// <summary>What was told of the starts and ends of the php-fpm of an endpoint, in order.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static TimelineEvent[] EventsOf(DiagnosisContext context, DiagnosedEndpoint endpoint) =>
        [.. (context.Snapshot.Timeline?.Events ?? []).Where(happened => IsOf(endpoint, happened)).OrderBy(happened => happened.Time)];

    /// <summary>True for a start.</summary>
    public static bool IsStart(TimelineEvent happened) => happened.Kind is TimelineEventKind.UnitStarted or TimelineEventKind.FpmStarted;

    /// <summary>A sentence of it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public string Text(DiagnosedEndpoint endpoint) =>
        $"The php-fpm of pool {endpoint.Pool?.Pool} did not run from {Down.Time:HH:mm:ss}{(Up is null ? string.Empty : $" to {Up.Time:HH:mm:ss}")} ({Down.Subject}: {Down.Text.TrimEnd('.')}). {(endpoint.IsDown ? "It was started then." : "It runs again.")}";

    // The one outage that began and ended in a time of errors.
    private static PastOutage? Within(TimelineEvent[] events, DateTime from, DateTime to)
    {
        TimelineEvent[] downs = [.. events.Where(happened => !IsStart(happened) && happened.Time >= from - SameMoment && happened.Time <= to)];
        TimelineEvent? up = downs.Length == 0 ? null : events.FirstOrDefault(happened => IsStart(happened) && happened.Time >= downs[^1].Time);
        return downs.Length == 0 || events.Any(happened => IsStart(happened) && happened.Time > downs[0].Time && happened.Time < downs[^1].Time) ? null : new PastOutage(downs[0], up);
    }

    private static PastOutage? At(TimelineEvent[] events, DateTime? time)
    {
        TimelineEvent? down = events.LastOrDefault(happened => !IsStart(happened) && happened.Time <= time + SameMoment);
        TimelineEvent? up = down is null ? null : events.FirstOrDefault(happened => IsStart(happened) && happened.Time >= down.Time);
        return down is null || up?.Time <= time - OneSecond ? null : new PastOutage(down, up);
    }

    private static bool IsOf(DiagnosedEndpoint endpoint, TimelineEvent happened) => happened.Kind switch
    {
        TimelineEventKind.UnitStarted or TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed => endpoint.Service?.Unit is { } unit && happened.Subject == unit,
        TimelineEventKind.FpmStarted or TimelineEventKind.FpmStopped or TimelineEventKind.FpmFailed => endpoint.Pool is { } pool
            && (pool.PhpVersion is null || happened.Subject == "php-fpm" || happened.Subject == $"php-fpm {string.Join('.', pool.PhpVersion.Split('.').Take(2))}"),
        _ => false,
    };
}
