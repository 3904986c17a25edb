using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>When a trouble began that is there now: logs keep earlier ones of the same kind beside it.</summary>
/// <param name="Time">When, local time; null when nothing tells.</param>
/// <param name="ErrorCount">How many errors of nginx it explains since.</param>
internal sealed record Onset(DateTime? Time, long ErrorCount)
{
    // One failure is told by both logs within this time.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(5);

    // After so long without an error it is not asked what was tried meanwhile.
    private static readonly TimeSpan LongQuiet = TimeSpan.FromMinutes(15);

    /// <summary>When visitors got what they asked for the last time before it; null when that is not known.</summary>
    public DateTime? GoodBefore { get; private init; }

    /// <summary>What failed before that was another trouble, which was mended: something was loaded or started between, or visitors were served. Null where all that is known may be one.</summary>
    public DateTime? Parted { get; private init; }

    /// <summary>True when some of the errors may be of before: they were counted by spans of time, and it began within one.</summary>
    public bool IsAtMost { get; private init; }

    /// <summary>
    /// The first error of what may be one trouble, as nothing tells that anybody was served between: whatever was changed after it may have been meant to mend it. Null when nothing
    /// tells.
    /// </summary>
    public DateTime? Earliest { get; private init; }

    /// <summary>The beginning of what a finding tells.</summary>
    public static Onset Of(DiagnosisContext context, Finding finding)
    {
        ErrorEvidence[] errors = [.. context.Snapshot.Errors.Where(error => finding.Symptoms.Contains(error.Symptom) && (finding.Endpoint is null || finding.Endpoint.Equals(error.Endpoint)) && (finding.IsPresent || !(error.First > finding.Last)))];
        FailureEpisode[] episodes = [.. Episodes(context, finding)];
        DateTime? mended = episodes.Length > 0 && episodes.Min(episode => episode.Since) is var since && since > finding.First + SameMoment && (finding.IsPresent || since <= finding.Last) ? since : null;
        DateTime? down = SinceDown(context, finding);
        DateTime? state = down ?? SinceNginxDown(context, finding) ?? SinceListening(context, finding);
        DateTime? episode = new[] { LastEpisode(context, finding, errors), mended }.Max();
        if (episode > down && IsTriedInVain(context, finding, down))
        {
            // Nobody was served between: it was down all the time.
            (episode, mended) = (null, null);
        }

        DateTime? begin = new[] { LastBurst(context, finding), finding.First, state, episode }.Max();
        bool hasStarted = HasStarted(context, finding.First, state);
        DateTime? parted = hasStarted ? new[] { state, episode }.Max() : episode;
        long most = mended is not null && begin == mended ? Math.Min(finding.ErrorCount, episodes.Sum(episode => episode.Failed)) : finding.ErrorCount;
        return new Onset(begin, begin is { } time && time > finding.First ? Math.Min(most, errors.Sum(error => CountSince(error, SecondOf(time)))) : finding.ErrorCount)
        {
            Parted = finding.IsPresent && parted > finding.First ? parted : null,
            Earliest = finding.IsPresent ? EarliestOf(errors, begin, [.. episodes.Select(episode => episode.GoodBefore).Append(hasStarted || RanUntil(context, finding, state) ? state : null).OfType<DateTime>()]) : begin,
            GoodBefore = episodes.Where(episode => finding.IsPresent || episode.GoodBefore <= finding.First).Max(episode => episode.GoodBefore),
            IsAtMost = begin is { } from && from > finding.First && errors.Any(error => error.First < from && error.Last >= from && error.Buckets.Any(bucket => bucket.Start < from && bucket.Start + error.BucketInterval > from && !BeginsAfter(error, bucket, from))),
        };
    }

    // Back from one spell of errors to that before it, unless somebody was served between.
    private static DateTime? EarliestOf(ErrorEvidence[] errors, DateTime? begin, DateTime[] served)
    {
        DateTime? first = begin;
        foreach (ErrorSpell spell in errors.SelectMany(ErrorEpisode.SpellsOf).Where(spell => spell.First < begin).OrderByDescending(spell => spell.Last))
        {
            DateTime from = spell.Last < first ? spell.Last : spell.First;
            if (first - spell.Last > LongQuiet || Array.Exists(served, time => time > from && time <= first))
            {
                break;
            }

            first = spell.First < first ? spell.First : first;
        }

        return first;
    }

    // Each start in vain, and each try of systemd itself, is a new state of a service that is down all the time.
    private static bool HasStarted(DiagnosisContext context, DateTime? from, DateTime? to) => context.Snapshot.Timeline?.Events
        .Any(happened => ((PastOutage.IsStart(happened) && !VainStart.Is(context.Snapshot.Timeline.Events, happened)) || happened.Kind is TimelineEventKind.NginxStarted or TimelineEventKind.FpmReloaded) && happened.Time > from && happened.Time <= to + SameMoment) == true;

    // It was not down already: what its state begins with is no start in vain.
    private static bool RanUntil(DiagnosisContext context, Finding finding, DateTime? state) => context.EndpointOf(finding.Endpoint) is { } endpoint
        && (PastOutage.EventsOf(context, endpoint).LastOrDefault(happened => happened.Time < state - SameMoment) is not { } before || PastOutage.IsStart(before));

    // A log of a day holds older troubles of the same kind: the last burst is the one at hand, with those that a start or a reload in vain parts from it.
    private static DateTime? LastBurst(DiagnosisContext context, Finding finding)
    {
        DateTime? begin = null;
        foreach (TimelineEvent burst in Bursts(context, finding).Reverse())
        {
            if (begin - (burst.Until ?? burst.Time) > TimelineJoin.BurstGap)
            {
                break;
            }

            begin = begin < burst.Time ? begin : burst.Time;
        }

        return begin;
    }

    private static IEnumerable<TimelineEvent> Bursts(DiagnosisContext context, Finding finding) => (context.Snapshot.Timeline?.Events ?? [])
        .Where(happened => happened.Kind == TimelineEventKind.ErrorBurst && (finding.IsPresent || happened.Time <= finding.Last) && happened.Symptom is { } symptom && finding.Symptoms.Contains(symptom) && (finding.Endpoint is null || finding.Endpoint.Equals(happened.Endpoint)));

    // What was mended and broke again within minutes are two troubles.
    private static DateTime? LastEpisode(DiagnosisContext context, Finding finding, ErrorEvidence[] errors)
    {
        IReadOnlyList<ErrorEpisode> episodes = finding.IsPresent && errors.Length > 0 ? ErrorEpisode.Split(errors) : [];
        return CurrentTrouble.Begin(context, context.EndpointOf(finding.Endpoint), episodes) is > 0 and var begin ? episodes[begin].First?.From : null;
    }

    // What visitors of its sites got, without what was mended before.
    private static IEnumerable<FailureEpisode> Episodes(DiagnosisContext context, Finding finding) => context.Snapshot.Answers
        .Where(answer => answer.Status == finding.Status && (answer.Site is { } site ? [site] : answer.Servers) is { Length: > 0 } sites && sites.All(finding.Servers.Contains))
        .Select(answer => answer.Episode ?? answer.Unserved)
        .OfType<FailureEpisode>();

    // Whatever failed while it still ran was another trouble.
    private static DateTime? SinceDown(DiagnosisContext context, Finding finding) =>
        finding.IsPresent && context.EndpointOf(finding.Endpoint) is { IsDown: true, Service: { IsRunning: false } service } endpoint

            // systemd forgets a unit that is stopped and that nothing wants.
            ? PastOutage.EventsOf(context, endpoint) is var events && service.Since is { } since

                // That systemd waits for its next try tells nothing of the first.
                ? events.Length == 0 && service.IsAutoRestarting ? null : PastOutage.Began(events, since)
                : PastOutage.DownSince(context, endpoint)
            : null;

    private static bool IsTriedInVain(DiagnosisContext context, Finding finding, DateTime? down) => context.EndpointOf(finding.Endpoint)?.Service?.Since > down + SameMoment;

    private static DateTime? SinceNginxDown(DiagnosisContext context, Finding finding) =>
        finding is { IsPresent: true, Endpoint: null } && context.IsNginxDown ? context.Services.Where(service => service is { Program: "nginx", IsRunning: false }).Max(service => service.Unit is { } unit ? PastOutage.Began(PastOutage.EventsOf(context, unit), service.Since) : service.Since) : null;

    // Its socket was there when it was started or reloaded the last time.
    private static DateTime? SinceListening(DiagnosisContext context, Finding finding) =>
        finding is { IsPresent: true, Cause: Cause.SocketFileDeleted } ? context.LoadedAt(context.EndpointOf(finding.Endpoint)) : null;

    // Nothing of the bucket came before that time.
    private static bool BeginsAfter(ErrorEvidence error, TimeBucket bucket, DateTime time) => Array.Find(error.Spells, spell => spell.Last >= bucket.Start) is { } spell && spell.First >= SecondOf(time);

    // Logs count seconds.
    private static DateTime SecondOf(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static long CountSince(ErrorEvidence error, DateTime begin) => error.First >= begin ? error.Count
        : error.Last < begin ? 0
        : error.Buckets.Length == 0 ? error.Count
        : error.Buckets.Where(bucket => bucket.Start + error.BucketInterval > begin).Sum(bucket => bucket.Count);
}
