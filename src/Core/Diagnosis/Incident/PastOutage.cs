using Nginx502.Inspection;

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
        EventsOf(context, endpoint) is [.., { } last] own && !IsStart(last) ? Began(own, last.Time) : null;

    /// <summary>When an outage began that goes on: a start in vain, and each try of systemd's own, is a new state of a unit that is down all the time.</summary>
    /// <param name="events">What was told of its starts and ends, in order.</param>
    /// <param name="state">Since when it is as it is; null when that is not known.</param>
    public static DateTime? Began(TimelineEvent[] events, DateTime? state)
    {
        int last = Array.FindLastIndex(events, happened => happened.Time <= state + SameMoment);
        int at = last < 0 ? -1 : Array.FindLastIndex(events, last, happened => IsStart(happened) || IsOfUnit(happened));
        return at >= 0 && !IsStart(events[at]) && events[FirstOf(events, at)].Time is var began && began < state ? began : state;
    }

    /// <summary>What was told of the starts and ends of the php-fpm of an endpoint, in order.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static TimelineEvent[] EventsOf(DiagnosisContext context, DiagnosedEndpoint endpoint) =>
        Ordered(context, happened => IsOf(endpoint, happened));

    /// <summary>What was told of the starts and ends of a unit, in order.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="unit">The unit.</param>
    public static TimelineEvent[] EventsOf(DiagnosisContext context, string unit) => Ordered(context, happened => (IsOfUnit(happened) || happened.Kind == TimelineEventKind.UnitStarted) && happened.Subject == unit);

    /// <summary>True for a start.</summary>
    public static bool IsStart(TimelineEvent happened) => happened.Kind is TimelineEventKind.UnitStarted or TimelineEventKind.FpmStarted;

    /// <summary>A sentence of it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public string Text(DiagnosedEndpoint endpoint) =>
        $"The php-fpm of pool {endpoint.Pool?.Pool} did not run from {Down.Time:HH:mm:ss}{(Up is null ? string.Empty : $" to {Up.Time:HH:mm:ss}")} ({Down.Subject}: {Down.Text.TrimEnd('.')}). {(endpoint.IsDown ? "It was started then." : "It runs again.")}";

    // What failed at once was no start.
    private static TimelineEvent[] Ordered(DiagnosisContext context, Func<TimelineEvent, bool> isOf)
    {
        TimelineEvent[] own = [.. (context.Snapshot.Timeline?.Events ?? []).Where(isOf).OrderBy(happened => happened.Time)];
        return [.. own.Where(happened => !VainStart.Is(own, happened))];
    }

    private static bool IsOfUnit(TimelineEvent happened) => happened.Kind is TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed;

    // The first of the ends of a unit between which it was not started. What php-fpm itself tells may be of one that was started beside it.
    private static int FirstOf(TimelineEvent[] events, int at)
    {
        int first = at;
        for (int before = at - 1; before >= 0 && IsOfUnit(events[at]) && !IsStart(events[before]); before--)
        {
            first = IsOfUnit(events[before]) ? before : first;
        }

        return first;
    }

    // The one outage that began and ended in a time of errors.
    private static PastOutage? Within(TimelineEvent[] events, DateTime from, DateTime to)
    {
        TimelineEvent[] downs = [.. events.Where(happened => !IsStart(happened) && happened.Time >= from - SameMoment && happened.Time <= to)];
        TimelineEvent? up = downs.Length == 0 ? null : events.FirstOrDefault(happened => IsStart(happened) && happened.Time >= downs[^1].Time);
        return downs.Length == 0 || events.Any(happened => IsStart(happened) && happened.Time > downs[0].Time && happened.Time < downs[^1].Time) ? null : new PastOutage(downs[0], up);
    }

    private static PastOutage? At(TimelineEvent[] events, DateTime? time)
    {
        int last = Array.FindLastIndex(events, happened => !IsStart(happened) && happened.Time <= time + SameMoment);
        TimelineEvent? down = last < 0 ? null : events[FirstOf(events, last)];
        TimelineEvent? up = last < 0 ? null : events.FirstOrDefault(happened => IsStart(happened) && happened.Time >= events[last].Time);
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
