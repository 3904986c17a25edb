namespace Nginx502.Reporting;

/// <summary>Whom it hurt, by the access logs.</summary>
internal sealed class ImpactSection : IReportSection
{
    private const int Most = 50;

    /// <inheritdoc/>
    public string Id => "impact";

    /// <inheritdoc/>
    public string Title => "Who was hurt";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Diagnosis.Impact.Length > 0;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report) => page.Table(
        "Failed requests by site",
        ["Site", "#Status", "#Failed", "#Of requests", "#Share", "First", "Last"],
        report.Diagnosis.Impact.Take(Most).Select(impact => new[]
        {
            impact.Servers.Length == 0 ? "all" : string.Join(", ", impact.Servers),
            $"{impact.Status}",
            PageText.Number(impact.Failed),
            PageText.Number(impact.Total),
            PageText.Share(impact.Share),
            PageText.Moment(impact.First),
            PageText.Moment(impact.Last),
        }));
}
