namespace Nginx502.Reporting;

/// <summary>What recoveries did.</summary>
internal sealed class RecoverySection : IReportSection
{
    private const int Most = 50;

    /// <inheritdoc/>
    public string Id => "recoveries";

    /// <inheritdoc/>
    public string Title => "Recoveries";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Runs.Count + report.Recoveries.Count > 0;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report)
    {
        foreach (RecoveryResult result in report.Recoveries.TakeLast(Most))
        {
            page.In("article", () => Write(page, result));
        }

        RecordedRun[] runs = [.. report.Runs.Where(run => report.Recoveries.All(result => result.Run != run.Run))];
        if (runs.Length > 0)
        {
            page.Table(
                "Recoveries in this time",
                ["Time", "Outcome", "Cause", "What was done", "Summary"],
                runs.TakeLast(Most).Select(run => new[]
                {
                    PageText.Moment(run.Time),
                    run.IsInterrupted ? "interrupted" : run.Outcome?.ToString() ?? "goes on",
                    run.Cause?.ToString(),
                    string.Join("; ", run.Acts),
                    run.Summary,
                }));
        }
    }

    private static void Write(PageText page, RecoveryResult result)
    {
        page.Text("h3", $"{PageText.Moment(result.Time)}: {result.Outcome}");
        page.Text("p", result.Summary);
        if (result.Steps.Length > 0)
        {
            page.Table(
                "Steps",
                ["#Step", "What", "Why", "Outcome", "Took"],
                result.Steps.Select(step => new[]
                {
                    $"{step.Step.Number}",
                    $"{step.Step.Action} {step.Step.Target}",
                    step.Step.Reason,
                    $"{step.Outcome}{(step.Problem is { } problem ? $": {problem}" : string.Empty)}",
                    PageText.Span(step.Duration),
                }));
        }

        if (result.Holds.Length + result.LeftToDo.Length > 0)
        {
            page.In("ul", () =>
            {
                Array.ForEach(result.Holds, hold => page.Text("li", hold));
                Array.ForEach(result.LeftToDo, left => page.Text("li", $"Left to do: {left}"));
            });
        }

        if (result.EvidencePath is { } evidence)
        {
            page.Text("p class=\"note\"", $"The evidence as it was before lies in {evidence}.");
        }
    }
}
