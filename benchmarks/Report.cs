using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Reports;

namespace Nginx502.Benchmarks;

/// <summary>What was measured, as a page.</summary>
internal sealed class Report
{
    private readonly StringBuilder _sections = new();

    /// <summary>Adds a table and shows it at once.</summary>
    public void AddTable(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        table.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |");
        table.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns.Select(_ => "---"))} |");
        foreach (string[] row in rows)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |");
        }

        Console.WriteLine(table);
        _sections.Append(table).AppendLine();
    }

    /// <summary>Adds what BenchmarkDotNet measured.</summary>
    public void AddParsers(Summary summary) => AddTable(
        "Parsers: " + summary.BenchmarksCases.First().Descriptor.Type.Name,
        ["benchmark", "mean", "allocated"],
        summary.Reports.Select(report => new[]
        {
            report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            report.ResultStatistics is { } statistics ? string.Create(CultureInfo.InvariantCulture, $"{statistics.Mean:F1} ns") : "failed",
            string.Create(CultureInfo.InvariantCulture, $"{report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0} B"),
        }));

    public string ToMarkdown() =>
        $"""
        # What was measured

        Made by `./build.sh Bench`. Everything in a table was measured in one run on the same files; times are medians, so
        read the ratios. Machine: {Environment.ProcessorCount} × {Processor()}, {RuntimeInformation.OSDescription},
        {RuntimeInformation.FrameworkDescription}, the files in the page cache.


        """ + _sections.ToString().TrimEnd() + "\n";

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ", 2)[1]
        ?? RuntimeInformation.ProcessArchitecture.ToString();
}
