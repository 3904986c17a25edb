using System.Diagnostics;
using System.Globalization;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>Measuring the memory of 500 workers of a real php-fpm beside ps, which knows RSS alone, and smem, which knows PSS.</summary>
internal static class MemorySideBySide
{
    private const int Workers = 500;
    private const string Program = "/usr/sbin/php-fpm8.2";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static void Run(BenchOptions options, Report report)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;
        Process? fpm = null;
        try
        {
            string configuration = Path.Combine(directory, "php-fpm.conf");
            string user = Environment.IsPrivilegedProcess ? "user = www-data\n" : string.Empty;
            File.WriteAllText(configuration, $"[global]\nerror_log = {directory}/log\ndaemonize = no\n[www]\nlisten = {directory}/www.sock\n{user}pm = static\npm.max_children = {Workers}\n");
            fpm = Process.Start(new ProcessStartInfo(Program, ["-n", "-y", configuration]) { RedirectStandardError = true })!;
            Compare(new GatewayTarget { FpmConfigurationPath = configuration }, options, report);
        }
        finally
        {
            if (fpm is not null)
            {
                fpm.Kill(entireProcessTree: true);
                fpm.WaitForExit();
            }

            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Compare(GatewayTarget target, BenchOptions options, Report report)
    {
        if (!SpinWait.SpinUntil(() => Masters(target).Any(reading => reading.Instance.Master is { Workers.Count: Workers }), Patience))
        {
            throw new InvalidOperationException($"php-fpm did not start {Workers} workers.");
        }

        IReadOnlyList<FpmReading> readings = Masters(target);
        TimeSpan[] times = Clock.Medians(
            options.Runs,
            () => Measure(readings),
            () => Measure(Masters(target)),
            () => OtherProgram.Run("ps", "-e", "-o", "rss=,args="),
            () => OtherProgram.Run("smem", "-H", "-c", "pid uss pss rss"));
        string[] names = ["measuring, with what each worker does", "the same, with finding php-fpm and reading its configuration", "`ps -e -o rss=,args=`, RSS alone, not yet added up", "`smem`"];
        report.AddTable(
            string.Create(CultureInfo.InvariantCulture, $"The memory of {Workers} workers of php-fpm"),
            ["what", "time", "times ours"],
            names.Select((name, index) => new[]
            {
                name,
                string.Create(CultureInfo.InvariantCulture, $"{times[index].TotalMilliseconds:F0} ms"),
                (times[index] / times[0]).ToString("F2", CultureInfo.InvariantCulture),
            }));
    }

    private static IReadOnlyList<FpmReading> Masters(GatewayTarget target) => GatewayReader.ReadFpm(target).Readings;

    private static void Measure(IReadOnlyList<FpmReading> readings)
    {
        FpmMemoryMeasurement measured = FpmMemoryMeter.Measure(FpmMemoryCollector.Collect(readings), [.. readings.SelectMany(reading => reading.Configuration.Pools)]).Single();
        if (measured.WorkerCount != Workers)
        {
            throw new InvalidOperationException($"{measured.WorkerCount} workers were measured.");
        }
    }
}
