namespace Nginx502.Reporting;

/// <summary>The checklist, phase by phase.</summary>
internal sealed class ChecklistSection : IReportSection
{
    private const int MostOfAPhase = 100;

    /// <inheritdoc/>
    public string Id => "checklist";

    /// <inheritdoc/>
    public string Title => "Checklist";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Checklist.Count > 0;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report)
    {
        page.Text("p", string.Join(", ", report.Checklist.GroupBy(item => item.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}")) + ".");
        foreach (IGrouping<ChecklistPhase, ChecklistItem> phase in report.Checklist.GroupBy(item => item.Phase).OrderBy(group => group.Key))
        {
            page.Table(
                $"Phase {(int)phase.Key}: {phase.Key}",
                ["Check", "Of", "Result", "Found", "What to do"],
                phase.OrderBy(item => item.Status is ChecklistStatus.Passed or ChecklistStatus.Skipped).Take(MostOfAPhase).Select(item => new[]
                {
                    item.Check,
                    item.Subject,
                    $"{MarkOf(item.Status)} {item.Status}",
                    item.Found,
                    item.Passed && item.Status == ChecklistStatus.Passed ? string.Empty : item.Remedy?.ToString(),
                }));
        }
    }

    // Told by form too: colour alone tells some nothing.
    private static string MarkOf(ChecklistStatus status) => status switch
    {
        ChecklistStatus.Passed => "✓",
        ChecklistStatus.Warning => "!",
        ChecklistStatus.Failed => "✗",
        _ => "–",
    };
}
