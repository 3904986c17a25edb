namespace Nginx502.Reporting;

/// <summary>Something that happened, as the chart marks it.</summary>
/// <param name="Time">When, local time.</param>
/// <param name="Kind">What kind of thing, for people: <c>Deploy</c>, <c>Restart</c>, <c>Recovery</c>.</param>
/// <param name="Text">What, for people.</param>
internal sealed record ReportMark(DateTime Time, string Kind, string Text)
{
    // A machine that is deployed to all day is not drawn as a black wall.
    private const int Most = 60;

    /// <summary>What a report marks, in order: of very many the last.</summary>
    public static IReadOnlyList<ReportMark> Of(IncidentReport report) =>
    [
        .. (report.Snapshot?.Timeline?.Events ?? []).Where(found => KindOf(found.Kind) is not null).Select(found => new ReportMark(found.Time, KindOf(found.Kind)!, $"{found.Subject}: {found.Text}"))
            .Concat(report.Runs.Select(run => new ReportMark(run.Time, "Recovery", run.Summary)))
            .Concat(report.Recoveries.Where(result => report.Runs.All(run => run.Run != result.Run)).Select(result => new ReportMark(result.Time, "Recovery", result.Summary)))
            .OrderBy(mark => mark.Time)
            .TakeLast(Most),
    ];

    /// <summary>The kind of an event for people; null for one that is not marked.</summary>
    public static string? KindOf(TimelineEventKind kind) => kind switch
    {
        TimelineEventKind.Deployed or TimelineEventKind.PackageInstalled or TimelineEventKind.PackageUpgraded or TimelineEventKind.PackageRemoved => "Deploy",
        TimelineEventKind.FileChanged or TimelineEventKind.Change => "Change",
        TimelineEventKind.UnitStarted or TimelineEventKind.UnitReloaded or TimelineEventKind.UnitStopped or TimelineEventKind.NginxStarted or TimelineEventKind.NginxReloaded
            or TimelineEventKind.NginxStopped or TimelineEventKind.FpmStarted or TimelineEventKind.FpmReloaded or TimelineEventKind.FpmStopped
            or TimelineEventKind.Reboot or TimelineEventKind.Shutdown => "Restart",
        TimelineEventKind.UnitFailed or TimelineEventKind.NginxFailed or TimelineEventKind.FpmFailed or TimelineEventKind.OomKill or TimelineEventKind.WorkerCrash => "Failure",
        _ => null,
    };
}
