using System.Globalization;

namespace Nginx502.Reporting;

/// <summary>What loads showed: how much was answered how fast, and where it broke.</summary>
internal sealed class LoadSection : IReportSection
{
    private const int MostResults = 20;
    private const int MostSteps = 50;

    /// <inheritdoc/>
    public string Id => "load";

    /// <inheritdoc/>
    public string Title => "Under load";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Loads.Count > 0;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report)
    {
        foreach (GatewayLoadResult load in report.Loads.Take(MostResults))
        {
            page.Text("h3", $"{load.Target}, {PageText.Moment(load.Time)}");
            page.Text("p", load.Break is { } broke ? $"It broke: {broke}. {broke.Explanation}" : "It did not break.");
            page.Table(
                $"Load on {load.Target}",
                ["Step", "#Requests", "#Failed", "#Answers a second", "#Half within", "#95 of 100 within", "#99 of 100 within", "Verdict"],
                load.Steps.Take(MostSteps).Select(step => new[]
                {
                    step.Rate is { } rate ? $"{PageText.Number(rate)} a second" : $"{step.Concurrency} at the same time",
                    PageText.Number(step.Requests),
                    PageText.Number(step.Failed),
                    PageText.Number(step.RequestsPerSecond),
                    Milliseconds(step.Latency.P50),
                    Milliseconds(step.Latency.P95),
                    Milliseconds(step.Latency.P99),
                    step.Verdict.ToString(),
                }));
            if (load.Pools.Length > 0 || load.Symptoms.Length > 0)
            {
                page.In("ul", () =>
                {
                    foreach (object seen in load.Pools.Take(MostSteps).Cast<object>().Concat(load.Symptoms.Take(MostSteps)))
                    {
                        page.Text("li", seen.ToString());
                    }
                });
            }
        }
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0 ms", CultureInfo.InvariantCulture);
}
