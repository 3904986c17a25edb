namespace Nginx502.Reporting;

/// <summary>What this module changed.</summary>
internal sealed class ChangeSection : IReportSection
{
    private const int Most = 50;
    private const int LongestDiff = 8000;

    /// <inheritdoc/>
    public string Id => "changes";

    /// <inheritdoc/>
    public string Title => "What was changed";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Changes.Count > 0;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report)
    {
        page.Table(
            "Changes, of which Restore-GatewayConfiguration undoes those of files and firewall",
            ["#Change", "Time", "Command", "State", "Settings", "Files"],
            report.Changes.TakeLast(Most).Select(change => new[]
            {
                $"{change.Id}",
                PageText.Moment(change.Time),
                change.CommandLine ?? change.Command,
                change.State.ToString(),
                string.Join("; ", change.Settings.Select(setting => setting.ToString())),
                string.Join(", ", change.Files.Select(file => file.Path)),
            }));
        foreach (GatewayChange change in report.Changes.TakeLast(Most).Where(change => change.Diff.Length > 0))
        {
            page.In("details class=\"difference\"", () =>
            {
                page.Text("summary", $"The difference that change {change.Id} makes");
                page.Lines("pre tabindex=\"0\"", change.Diff, LongestDiff);
            });
        }
    }
}
