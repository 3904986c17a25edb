namespace Nginx502.Reporting;

/// <summary>What was not seen: a report must not pass for more than it is.</summary>
internal sealed class GapSection : IReportSection
{
    private const int Most = 50;

    /// <inheritdoc/>
    public string Id => "gaps";

    /// <inheritdoc/>
    public string Title => "What was not seen";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Diagnosis.NotSeen.Length > 0 || report.Snapshot is null;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report)
    {
        if (report.Snapshot is null)
        {
            page.Text("p", "The diagnosis came without its snapshot: there is no timeline, no checklist and no memory.");
        }

        page.In("ul", () =>
        {
            foreach (NotSeen gap in report.Diagnosis.NotSeen.Take(Most))
            {
                page.Text("li", gap.ToString());
            }

            if (report.Diagnosis.NotSeen.Length > Most)
            {
                page.Text("li", $"{report.Diagnosis.NotSeen.Length - Most} further things.");
            }
        });
    }
}
