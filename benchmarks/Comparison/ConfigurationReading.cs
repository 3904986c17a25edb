using System.Globalization;
using Nginx502.Nginx;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>Reading a large configuration beside nginx itself: what <c>nginx -t</c> takes for it.</summary>
internal static class ConfigurationReading
{
    private const int Files = 2_000;
    private const int Servers = 10_000;

    public static void Run(BenchOptions options, Report report)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;
        try
        {
            Compare(directory, ConfigurationGenerator.Write(directory, Files, Servers), options, report);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Compare(string directory, string main, BenchOptions options, Report report)
    {
        void Nginx() => OtherProgram.Run("/usr/sbin/nginx", "-t", "-q", "-p", directory + "/", "-c", main, "-e", "stderr");
        TimeSpan first = Clock.Once(() => _ = NginxConfiguration.Read(main).Upstreams.Count);
        TimeSpan[] times = Clock.Medians(
            options.Runs,
            Nginx,
            () => _ = NginxConfiguration.Read(main).Upstreams.Count,
            () => _ = NginxConfiguration.Read(main).Check().Count);
        string[] names = ["`nginx -t`", "reading, and listing the upstreams", "reading, and checking as `nginx -t` does"];
        report.AddTable(
            string.Create(CultureInfo.InvariantCulture, $"A configuration of {Files} files with {Servers} servers"),
            ["what", "time", "times nginx's"],
            [
                .. names.Select((what, index) => new[] { what, Milliseconds(times[index]), Ratio(times[index] / times[0]) }),
                ["reading and listing, the first time in a process", Milliseconds(first), Ratio(first / times[0])],
                ["memory that the read configuration and its upstreams hold", Megabytes(Held(main)), ""],
            ]);
    }

    private static long Held(string main)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        NginxConfiguration configuration = NginxConfiguration.Read(main);
        int count = configuration.Upstreams.Sum(upstream => upstream.Settings.Length);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(configuration);
        return count > 0 ? after - before : throw new InvalidOperationException("No upstream was found.");
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:F0} MB");

    private static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);
}
