using System.Text.RegularExpressions;

namespace Nginx502.Inspection;

/// <summary>
/// Makes one timeline of what several places tell: what two of them tell of one event is told once, by the first; many of a kind after each other become
/// one. A pure function.
/// </summary>
internal static class TimelineJoin
{
    // More single ones than this of one kind and subject are shown as one.
    private const int MaxSingle = 3;

    /// <summary>Longer than this without one, and the next is another burst.</summary>
    public static readonly TimeSpan BurstGap = TimeSpan.FromMinutes(10);

    // The kernel, systemd and php-fpm each write when they come to it.
    private static readonly TimeSpan SameEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SameAct = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(3);

    private static readonly Regex Numbers = new(@"\d+", RegexOptions.CultureInvariant);

    private static readonly TimelineEventKind[] Ends = [TimelineEventKind.OomKill, TimelineEventKind.WorkerCrash];

    private static readonly TimelineEventKind[] Lives =
    [
        TimelineEventKind.NginxStarted, TimelineEventKind.NginxReloaded, TimelineEventKind.NginxStopped, TimelineEventKind.FpmStarted, TimelineEventKind.FpmReloaded,
        TimelineEventKind.FpmStopped, TimelineEventKind.Reboot,
    ];

    private static readonly TimelineEventKind[] Repeated =
        [TimelineEventKind.OomKill, TimelineEventKind.WorkerCrash, TimelineEventKind.NginxFailed, TimelineEventKind.FpmFailed, TimelineEventKind.PoolExhausted];

    private static readonly TimelineEventKind[] Mends =
    [
        TimelineEventKind.UnitStarted, TimelineEventKind.UnitReloaded, TimelineEventKind.NginxStarted, TimelineEventKind.NginxReloaded, TimelineEventKind.FpmStarted,
        TimelineEventKind.FpmReloaded, TimelineEventKind.Recovery, TimelineEventKind.Reboot,
    ];

    private static readonly TimelineEventKind[] Stops = [TimelineEventKind.Shutdown, TimelineEventKind.UnitStopped, TimelineEventKind.NginxStopped, TimelineEventKind.FpmStopped];

    /// <summary>Joins them, the earliest first.</summary>
    /// <param name="events">The events; of two that are the same, the first is kept.</param>
    public static IReadOnlyList<TimelineEvent> Join(IEnumerable<TimelineEvent> events)
    {
        var kept = new List<TimelineEvent>();
        ILookup<TimelineEventKind, TimelineEvent> byKind = events.ToLookup(found => found.Kind);
        foreach (IGrouping<TimelineEventKind, TimelineEvent> kind in byKind)
        {
            kept.AddRange(Ends.Contains(kind.Key) ? DistinctEnds(kind, byKind[TimelineEventKind.OomKill]) : Lives.Contains(kind.Key) ? DistinctLives(kind) : kind);
        }

        // In a second in which a program was stopped and started, it was stopped first.
        return [.. Collapse(Tries(kept)).OrderBy(found => found.Time).ThenByDescending(found => Stops.Contains(found.Kind)).ThenBy(found => found.Kind).ThenBy(found => found.Subject, StringComparer.Ordinal)];
    }

    private static List<TimelineEvent> DistinctEnds(IEnumerable<TimelineEvent> ends, IEnumerable<TimelineEvent> kills)
    {
        var kept = new List<TimelineEvent>();
        TimelineEvent[] told = [.. kills.Where(kill => kill.ProcessId is not null)];
        foreach (TimelineEvent end in ends)
        {
            // What systemd says of a unit names no process: the kernel's line beside it does.
            bool isTold = end.ProcessId is { } id
                ? kept.Concat(end.Kind == TimelineEventKind.WorkerCrash ? told : []).Any(other => other.ProcessId == id && IsNear(other, end, SameEnd))
                : told.Any(other => !ReferenceEquals(other, end) && IsNear(other, end, SameEnd));
            if (!isTold)
            {
                kept.Add(end);
            }
        }

        return kept;
    }

    private static List<TimelineEvent> DistinctLives(IEnumerable<TimelineEvent> lives)
    {
        var kept = new List<TimelineEvent>();
        foreach (TimelineEvent life in lives)
        {
            // What is concluded from workers is less than what a log tells.
            bool isTold = kept.Any(other => other.Subject == life.Subject
                && (other.Source != life.Source || other.ProcessId == life.ProcessId) && IsNear(other, life, life.IsTimeExact ? SameStart : SameEnd));
            if (!isTold)
            {
                kept.Add(life);
            }
        }

        return kept;
    }

    // systemd tries a unit again and again, and each try ends as the one before: that is one event, with what was called a start between.
    private static List<TimelineEvent> Tries(List<TimelineEvent> events)
    {
        List<TimelineEvent> left = [.. events];
        foreach (IGrouping<string, TimelineEvent> unit in events.Where(found => found.Kind is TimelineEventKind.UnitStarted or TimelineEventKind.UnitStopped or TimelineEventKind.UnitFailed).GroupBy(found => found.Subject))
        {
            TimelineEvent[] failures = [.. unit.Where(found => found.Kind == TimelineEventKind.UnitFailed).OrderBy(found => found.Time)];
            TimelineEvent[] vain = [.. unit.Where(found => VainStart.Is(failures, found))];
            DateTime[] between = [.. unit.Where(found => found.Kind != TimelineEventKind.UnitFailed).Except(vain).Select(found => found.Time).Order()];
            foreach (IReadOnlyList<TimelineEvent> run in Runs(failures, (last, next) => next.Time - last.Time > BurstGap || next.Text != last.Text || HasWithin(between, last.Time, next.Time)).Where(run => run.Count > MaxSingle))
            {
                left.RemoveAll(found => run.Contains(found) || (vain.Contains(found) && found.Time > run[0].Time && found.Time <= run[^1].Time));
                left.Add(run[0] with { Until = run[^1].Until ?? run[^1].Time, Count = run.Sum(found => found.Count) });
            }
        }

        return left;
    }

    private static IEnumerable<TimelineEvent> Collapse(IReadOnlyList<TimelineEvent> events)
    {
        foreach (TimelineEvent single in events.Where(found => !Repeated.Contains(found.Kind) && found.Kind is not (TimelineEventKind.FileChanged or TimelineEventKind.ErrorBurst)))
        {
            yield return single;
        }

        DateTime[] mends = [.. events.Where(found => Mends.Contains(found.Kind) && !VainStart.Is(events, found)).Select(found => found.Time).Order()];
        foreach (TimelineEvent burst in events.Where(found => found.Kind == TimelineEventKind.ErrorBurst).SelectMany(found => Bursts(found, mends)))
        {
            yield return burst;
        }

        foreach (TimelineEvent written in Files([.. events.Where(found => found.Kind == TimelineEventKind.FileChanged)]))
        {
            yield return written;
        }

        foreach (IGrouping<(TimelineEventKind, string, string, string), TimelineEvent> same in events.Where(found => Repeated.Contains(found.Kind)).GroupBy(found => (found.Kind, found.Subject, found.Source, WayOf(found))))
        {
            foreach (IReadOnlyList<TimelineEvent> run in Runs([.. same.OrderBy(found => found.Time)], BurstGap))
            {
                if (run.Count <= MaxSingle)
                {
                    foreach (TimelineEvent single in run)
                    {
                        yield return single;
                    }
                }
                else
                {
                    yield return run[0] with { Until = run.Max(found => found.Until ?? found.Time), Count = run.Sum(found => found.Count), ProcessId = null };
                }
            }
        }
    }

    // The errors before a start and those after it are two bursts, however near they are; without one they come and go with the visitors.
    private static IEnumerable<TimelineEvent> Bursts(TimelineEvent all, DateTime[] mends)
    {
        // Only the first of its parts goes back further than what is shown.
        string text = all.BeganBefore ? all.Text + "; it began before that" : all.Text;
        TimelineEvent? burst = null;
        foreach (BurstPart part in all.Parts)
        {
            if (burst?.Until is { } end && !HasWithin(mends, end - SameStart, part.Time))
            {
                burst = burst with { Until = part.Until, Count = burst.Count + part.Count };
                continue;
            }

            if (burst is not null)
            {
                yield return burst;
                text = all.Text;
            }

            burst = all with { Time = part.Time, Until = part.Until, Count = part.Count, Text = text, Parts = [], BeganBefore = false };
        }

        yield return burst ?? all;
    }

    private static bool HasWithin(DateTime[] ordered, DateTime from, DateTime to)
    {
        int index = Array.BinarySearch(ordered, from);
        index = index < 0 ? ~index : index;
        return index < ordered.Length && ordered[index] <= to;
    }

    // A package, an image or a copy writes many files of a directory at once.
    private static IEnumerable<TimelineEvent> Files(TimelineEvent[] files)
    {
        foreach (IGrouping<(string?, string), TimelineEvent> alike in files.GroupBy(file => (Path.GetDirectoryName(file.Subject), file.Text)))
        {
            foreach (IReadOnlyList<TimelineEvent> run in Runs([.. alike.OrderBy(file => file.Time)], SameAct))
            {
                if (run.Count <= MaxSingle || alike.Key.Item1 is not { } directory)
                {
                    foreach (TimelineEvent single in run)
                    {
                        yield return single;
                    }
                }
                else
                {
                    yield return run[0] with { Subject = directory, Text = $"{run.Count} files there: {Each(alike.Key.Item2)}" };
                }
            }
        }
    }

    private static string Each(string text) => text.StartsWith("it ", StringComparison.Ordinal) ? "each" + text[2..] : text;

    // Workers that end by one signal, in one library, are alike, whatever their numbers are.
    private static string WayOf(TimelineEvent found) => found.Kind == TimelineEventKind.WorkerCrash ? Numbers.Replace(found.Text, "#") : string.Empty;

    private static IEnumerable<IReadOnlyList<TimelineEvent>> Runs(IReadOnlyList<TimelineEvent> ordered, TimeSpan gap) => Runs(ordered, (last, next) => next.Time - last.Time > gap);

    private static IEnumerable<IReadOnlyList<TimelineEvent>> Runs(IReadOnlyList<TimelineEvent> ordered, Func<TimelineEvent, TimelineEvent, bool> isParted)
    {
        var run = new List<TimelineEvent>();
        foreach (TimelineEvent next in ordered)
        {
            if (run.Count > 0 && isParted(run[^1], next))
            {
                yield return run;
                run = [];
            }

            run.Add(next);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static bool IsNear(TimelineEvent one, TimelineEvent other, TimeSpan limit) => (one.Time - other.Time).Duration() <= limit;
}
