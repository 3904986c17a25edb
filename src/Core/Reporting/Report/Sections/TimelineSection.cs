namespace Nginx502.Reporting;

/// <summary>Errors over time by symptom, as a chart and as a table, and what happened meanwhile.</summary>
internal sealed class TimelineSection : IReportSection
{
    /// <summary>The place of the chart, which the page's script fills.</summary>
    public const string ChartId = "chart";

    private const int MostEvents = 150;

    /// <inheritdoc/>
    public string Id => "timeline";

    /// <inheritdoc/>
    public string Title => "Timeline";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Snapshot is not null;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report)
    {
        GatewaySnapshot snapshot = report.Snapshot!;
        if (ErrorSeries.Of(snapshot) is { } series)
        {
            WriteChart(page, series);
        }
        else
        {
            page.Text("p", "No error of nginx with its upstreams was logged in this time.");
        }

        WriteEvents(page, report, snapshot);
    }

    /// <summary>The name of a symptom in a chart.</summary>
    public static string NameOf(Symptom? symptom) => symptom?.ToString() ?? "others";

    private static void WriteChart(PageText page, ErrorSeries series)
    {
        double total = series.Counts.Sum(counts => counts.Sum());
        string what = $"{PageText.Number(total)} {(total == 1 ? "error" : "errors")} from {PageText.Moment(series.First)} to {PageText.Moment(series.Last)}, most of them {NameOf(series.Symptoms[0])}.";
        page.Raw($"<div id=\"{ChartId}\" role=\"img\" aria-label=\"{PageText.Encode($"Errors over time by symptom, a bar each {PageText.Span(series.Width)}: {what} The table below has the numbers.")}\"></div>\n");
        page.Text("p class=\"note\"", what + $" A bar is {PageText.Span(series.Width)}." + (series.IsEstimated ? " Of each burst its beginning, its end and its number are known: the bars spread them evenly." : string.Empty));
        page.In("details", () =>
        {
            page.Text("summary", "The same as a table");
            page.Table(
                "Errors over time by symptom",
                ["From", .. series.Symptoms.Select(symptom => "#" + NameOf(symptom))],
                Enumerable.Range(0, series.Length)
                    .Where(bin => series.Counts.Any(counts => counts[bin] > 0))
                    .Select(bin => (string?[])[PageText.Moment(series.Start + (series.Width * bin)), .. series.Counts.Select(counts => PageText.Number(Math.Ceiling(counts[bin])))]));
        });
    }

    private static void WriteEvents(PageText page, IncidentReport report, GatewaySnapshot snapshot)
    {
        string?[][] rows =
        [
            .. (snapshot.Timeline?.Events ?? []).Select(found => (found.Time, Row: Row(found)))
                .Concat(ReportMark.Of(report).Where(mark => mark.Kind == "Recovery").Select(mark => (mark.Time, Row: (string?[])[PageText.Moment(mark.Time), mark.Kind, string.Empty, mark.Text, string.Empty])))
                .OrderBy(found => found.Time)
                .Select(found => found.Row),
        ];
        if (rows.Length == 0)
        {
            page.Text("p", "Nothing else is known to have happened.");
            return;
        }

        if (rows.Length > MostEvents)
        {
            page.Text("p", $"The last {MostEvents} of {rows.Length} events; Get-502Timeline has all.");
        }

        page.Table("What happened", ["Time", "What", "To", "Detail", "Known from"], rows.TakeLast(MostEvents));
    }

    private static string?[] Row(TimelineEvent found) =>
    [
        (found.IsTimeExact ? string.Empty : "about ") + PageText.Moment(found.Time),
        $"{found.Kind}{(found.Count > 1 ? $" ×{PageText.Number(found.Count)}" : string.Empty)}",
        found.Subject,
        found.Text + (found.Until is { } until && found.Count > 1 ? $" (until {PageText.Moment(until)})" : string.Empty),
        found.LineNumber is { } line ? $"{found.Source}:{line}" : found.Source,
    ];
}
