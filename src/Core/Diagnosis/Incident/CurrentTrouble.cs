using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>
/// Which episodes of errors are of the trouble that goes on. What was mended and broke again within minutes are two: between them was a while without errors that is long for
/// them, and somebody changed or loaded something. Who comes seldom leaves such whiles in one trouble too.
/// </summary>
internal static class CurrentTrouble
{
    // So much longer than usual between two errors is a time in which it was mended.
    private const int Long = 5;

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static readonly TimelineEventKind[] Mends =
    [
        TimelineEventKind.Change, TimelineEventKind.FileChanged, TimelineEventKind.Deployed, TimelineEventKind.Reboot, TimelineEventKind.UnitStarted, TimelineEventKind.UnitReloaded,
        TimelineEventKind.FpmStarted, TimelineEventKind.FpmReloaded, TimelineEventKind.NginxStarted, TimelineEventKind.NginxReloaded,
    ];

    /// <summary>The place of its first episode; 0 where all are of one trouble.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint; null when it is not known.</param>
    /// <param name="episodes">The episodes, the earliest first.</param>
    public static int Begin(DiagnosisContext context, DiagnosedEndpoint? endpoint, IReadOnlyList<ErrorEpisode> episodes) => Begins(context, endpoint, episodes).LastOrDefault();

    /// <summary>The places of the episodes with which another trouble begins, but the first.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint; null when it is not known.</param>
    /// <param name="episodes">The episodes, the earliest first.</param>
    public static IReadOnlyList<int> Begins(DiagnosisContext context, DiagnosedEndpoint? endpoint, IReadOnlyList<ErrorEpisode> episodes)
    {
        DateTime[] mends =
        [
            .. (context.Snapshot.Timeline?.Events ?? []).Where(happened => Mends.Contains(happened.Kind) && !VainStart.Is(context.Snapshot.Timeline!.Events, happened)).Select(happened => (DateTime?)happened.Time)
                .Append(context.NginxLoadedAt).Append(context.LoadedAt(endpoint)).OfType<DateTime>(),
        ];
        TimeSpan usual = UsualGap(episodes, mends);
        return
        [
            .. Enumerable.Range(1, Math.Max(0, episodes.Count - 1)).Where(place => episodes[place - 1].Last is { } end && episodes[place].First is { } begin
                && begin.From - end.To > Long * usual && IsAny(mends, end.From, begin.To)),
        ];
    }

    // The median of those in which nothing was mended.
    private static TimeSpan UsualGap(IReadOnlyList<ErrorEpisode> episodes, DateTime[] mends)
    {
        DateTime[] starts = [.. episodes.SelectMany(episode => episode.Errors).SelectMany(error => error.Buckets).Select(bucket => bucket.Start).Distinct().Order()];
        TimeSpan[] gaps = [.. starts.Zip(starts.Skip(1)).Where(pair => !IsAny(mends, pair.First, pair.Second)).Select(pair => pair.Second - pair.First).Order()];
        return gaps.Length == 0 ? TimeSpan.Zero : gaps[gaps.Length / 2];
    }

    private static bool IsAny(DateTime[] mends, DateTime from, DateTime to) => mends.Any(time => time >= from && time <= to + OneSecond);
}
