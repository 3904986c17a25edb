namespace Nginx502.Reporting;

/// <summary>Writes a report as one page that needs nothing else: a pure function of what is known of the incident.</summary>
internal static class ReportPage
{
    private static readonly IReportSection[] Sections =
    [
        new ImpactSection(),
        new TimelineSection(),
        new CauseSection(),
        new ChecklistSection(),
        new MemorySection(),
        new LoadSection(),
        new RecoverySection(),
        new ChangeSection(),
        new GapSection(),
    ];

    /// <summary>The page.</summary>
    public static string Write(IncidentReport report)
    {
        GatewayDiagnosis diagnosis = report.Diagnosis;
        IReportSection[] wanted = [.. Sections.Where(section => section.IsWanted(report))];
        var page = new PageText();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportAssets.Policy}\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Text("title", $"502 incident on {diagnosis.ComputerName}, {PageText.Moment(diagnosis.Time)}")
            .Raw($"<style>{ReportAssets.Style}</style>\n</head>\n<body>\n")
            .In("header", () => WriteHeader(page, report, wanted))
            .In("main", () =>
            {
                foreach (IReportSection section in wanted)
                {
                    page.In($"section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\"", () =>
                    {
                        page.Text($"h2 id=\"{section.Id}-title\"", section.Title);
                        section.Write(page, report);
                    });
                }
            })
            .In("footer", () => page.Text("p", "Written by Export-502Report of Nginx502. This page loads nothing and sends nothing. Names of servers, addresses and paths stand in it: look at it before you pass it on."))
            .Raw($"<script type=\"application/json\" id=\"data\">{ReportData.Write(report)}</script>\n")
            .Raw($"<script>{ReportAssets.Library}</script>\n<script>{ReportAssets.Script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void WriteHeader(PageText page, IncidentReport report, IReportSection[] wanted)
    {
        GatewayDiagnosis diagnosis = report.Diagnosis;
        page.Text("h1", $"502 incident on {diagnosis.ComputerName}");
        page.Text("p class=\"note\"", report.Snapshot is { } snapshot
            ? $"As seen {PageText.Moment(diagnosis.Time)}, logs since {PageText.Moment(snapshot.Since)}. Times are in {PageText.Zone(diagnosis.Time)}."
            : $"As seen {PageText.Moment(diagnosis.Time)}. Times are in {PageText.Zone(diagnosis.Time)}.");
        (string state, string word) = diagnosis.IsHealthy ? ("good", "Healthy") : diagnosis.IsDecided ? ("bad", "Failing") : ("unsure", "Undecided");
        page.In($"p class=\"verdict {state}\"", () =>
        {
            page.Text("strong", word);
            page.Text("span", diagnosis.Verdict);
        });
        page.In("nav aria-label=\"Sections\"", () => page.In("ul", () =>
        {
            foreach (IReportSection section in wanted)
            {
                page.In("li", () => page.Text($"a href=\"#{section.Id}\"", section.Title));
            }
        }));
    }
}
