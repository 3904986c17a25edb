using BenchmarkDotNet.Running;
using Nginx502.Benchmarks;
using Nginx502.Benchmarks.Comparison;

// benchmarks [compare|micro|configuration|sockets|memory|diagnosis|recovery|load|report] [--megabytes N] [--large-megabytes N] [--runs N]: without a word both, and RESULTS.md is written.
BenchOptions? options = BenchOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 64;
}

var report = new Report();
Action<BenchOptions, Report>? part = options.OnlyPart switch
{
    "configuration" => ConfigurationReading.Run,
    "sockets" => SocketSideBySide.Run,
    "memory" => MemorySideBySide.Run,
    "diagnosis" => DiagnosisSideBySide.Run,
    "recovery" => RecoverySideBySide.Run,
    "load" => LoadSideBySide.Run,
    "report" => ReportOfAMillion.Run,
    _ => null,
};
if (part is not null)
{
    part(options, report);
    return 0;
}

if (options.Compares)
{
    using var files = new BenchFiles(options);
    SideBySide.Run(files, options, report);
}

if (options.MeasuresParsers)
{
    foreach (var summary in BenchmarkSwitcher.FromAssembly(typeof(BenchOptions).Assembly).RunAll())
    {
        report.AddParsers(summary);
    }
}

string path = Path.Combine(Repository.Root, "benchmarks", "RESULTS.md");
if (options.Compares && options.MeasuresParsers)
{
    File.WriteAllText(path, report.ToMarkdown());
    Console.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
}
else
{
    Console.WriteLine(report.ToMarkdown());
}

return 0;
