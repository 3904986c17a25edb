namespace Nginx502.Reporting;

/// <summary>The memory of each pool, and how many workers fit.</summary>
internal sealed class MemorySection : IReportSection
{
    private const int Most = 100;

    /// <inheritdoc/>
    public string Id => "memory";

    /// <inheritdoc/>
    public string Title => "Memory per pool";

    /// <inheritdoc/>
    public bool IsWanted(IncidentReport report) => report.Memory.Count > 0;

    /// <inheritdoc/>
    public void Write(PageText page, IncidentReport report) => page.Table(
        "Memory of the workers of each pool",
        ["Pool", "#Workers", "#Average", "#95 of 100", "#Largest", "#All together", "#Available", "#pm.max_children", "#Recommended", "Remarks"],
        report.Memory.Take(Most).Select(pool => new[]
        {
            $"{pool.Pool} ({pool.ConfigurationPath})",
            $"{pool.WorkerCount}",
            MemoryText.Of(pool.Uss.Average),
            MemoryText.Of(pool.Uss.Percentile95),
            MemoryText.Of(pool.Uss.Maximum),
            MemoryText.Of(pool.Pss.Total),
            pool.Available is { } available ? MemoryText.Of(available) : "not seen",
            $"{pool.MaxChildren}",
            pool.RecommendedMaxChildren is { } recommended ? $"{recommended}{(pool.IsUncertain ? " (uncertain)" : string.Empty)}" : "not measured",
            string.Join(' ', pool.Remarks.Select(remark => remark.Text)),
        }));
}
