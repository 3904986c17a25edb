using System.Globalization;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>Reading a configuration of php-fpm beside php-fpm's own test of it.</summary>
internal static class FpmSideBySide
{
    private const int Pools = 5000;
    private const string Program = "/usr/sbin/php-fpm8.2";

    public static void Run(BenchOptions options, Report report)
    {
        Compare(options, report, $"one file of {Pools} pools", FpmConfigurationGenerator.WriteOne);
        Compare(options, report, $"{Pools} files of one pool each", FpmConfigurationGenerator.WriteMany);
    }

    private static void Compare(BenchOptions options, Report report, string what, Func<string, int, string> write)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;
        try
        {
            string path = write(directory, Pools);
            TimeSpan[] times = Clock.Medians(
                options.Runs,
                () => _ = FpmConfiguration.Read(path).Pools.Count == Pools ? 0 : throw new InvalidOperationException("Not all pools were read."),
                () => OtherProgram.Run(Program, "-n", "-t", "-y", path, "-p", directory));
            string[] names = ["`FpmConfiguration.Read`, with all settings and diagnostics", "`php-fpm -t`"];
            report.AddTable(
                $"php-fpm's configuration: {what}",
                ["what", "time", "times ours"],
                names.Select((name, index) => new[]
                {
                    name,
                    string.Create(CultureInfo.InvariantCulture, $"{times[index].TotalMilliseconds:F0} ms"),
                    (times[index] / times[0]).ToString("F2", CultureInfo.InvariantCulture),
                }));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
