using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Nginx502.Lab;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>Load on a static page of an nginx with one worker, beside <c>ab</c> and <c>wrk</c> with the same number of connections.</summary>
internal static partial class LoadSideBySide
{
    private const string Program = "/usr/sbin/nginx";
    private const int Connections = 10;
    private const int Seconds = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Percentiles = ["50", "75", "90", "99"];

    public static void Run(BenchOptions options, Report report)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;
        int port = FreePort();
        string configuration = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(Path.Combine(directory, "index.html"), "<!doctype html><title>static</title><p>A static page.\n");
        File.WriteAllText(
            configuration,
            $$"""
            worker_processes 1; daemon off; user root; pid {{directory}}/nginx.pid; error_log {{directory}}/error.log;
            events { worker_connections 512; }
            http {
                access_log off; keepalive_requests 100000000;
                client_body_temp_path {{directory}}/body; proxy_temp_path {{directory}}/proxy; fastcgi_temp_path {{directory}}/fastcgi; uwsgi_temp_path {{directory}}/uwsgi; scgi_temp_path {{directory}}/scgi;
                server { listen 127.0.0.1:{{port}}; root {{directory}}; }
            }
            """);
        // No php-fpm has to do with it, and that of the machine is left alone.
        string fpm = Path.Combine(directory, "php-fpm.conf");
        File.WriteAllText(fpm, "[global]\n");
        using Process nginx = Process.Start(Program, ["-p", directory, "-c", configuration, "-e", Path.Combine(directory, "error.log")]);
        try
        {
            SpinWait.SpinUntil(() => File.Exists(Path.Combine(directory, "nginx.pid")), Patience);
            using var session = new EngineSession();
            var site = new Site($"http://127.0.0.1:{port}/", configuration, fpm, session);
            CompareSpeed(options, report, site);
            ComparePercentiles(options, report, site, "the same page, one at the same time", 1);
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            nginx.WaitForExit();
            Directory.Delete(directory, recursive: true);
        }

        ComparePage(options, report);
    }

    // Twice as many workers as visitors, who take next to no time of the processor.
    private static void ComparePage(BenchOptions options, Report report)
    {
        using LabSite lab = LabSite.StartAsync(_ => new LabSiteOptions { PoolDirectives = new Dictionary<string, string> { ["pm.max_children"] = "8" } }).GetAwaiter().GetResult();
        File.WriteAllText(Path.Combine(lab.Directory.DocumentRoot, "page.php"), "<?php usleep(mt_rand(2000, 12000)); echo 'a page';");
        using var session = new EngineSession();
        string uri = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{lab.Nginx.Port}/page.php");
        ComparePercentiles(options, report, new Site(uri, lab.Nginx.ConfigurationPath, lab.Fpm.ConfigurationPath, session), "a page of PHP that waits for 2 to 12 ms, four at the same time", 4);
    }

    private static void CompareSpeed(BenchOptions options, Report report, Site site)
    {
        int requests = (int)(RateOf(site.Ours(Connections, "")) * Seconds);
        double[] rates = Medians(
            options.Runs,
            () => RateOf(site.Ours(Connections, "")),
            () => Number(AbRate(), site.Ab("-k", requests)),
            () => Number(WrkRate(), site.Wrk(Connections)),
            () => RateOf(site.Ours(Connections, "-DisableKeepAlive")),
            () => Number(AbRate(), site.Ab("-q", requests / 4)));
        report.AddTable(
            string.Create(CultureInfo.InvariantCulture, $"Load: a static page of nginx with one worker, {Connections} at the same time"),
            ["what", "requests a second", "ours in parts of it"],
            [
                Row("`Measure-GatewayLoad`", rates[0], rates[0]),
                Row("`ab -k`", rates[1], rates[0]),
                Row("`wrk -t1`", rates[2], rates[0]),
                Row("`Measure-GatewayLoad -DisableKeepAlive`", rates[3], rates[3]),
                Row("`ab`", rates[4], rates[3]),
            ]);
    }

    // Neither who asks nor who answers is saturated.
    private static void ComparePercentiles(BenchOptions options, Report report, Site site, string what, int connections)
    {
        string wrk = string.Empty;
        GatewayLoad ours = default;
        double[] times = Medians(
            options.Runs,
            [
                .. Percentiles.SelectMany((percentile, index) => new Func<double>[]
                {
                    () => (index == 0 ? ours = site.Ours(connections, "") : ours).Percentile(percentile),
                    () => WrkPercentile(index == 0 ? wrk = site.Wrk(connections) : wrk, percentile),
                }),
            ]);
        report.AddTable(
            $"Load: percentiles of {what}",
            ["percentile", "`Measure-GatewayLoad`", "`wrk -t1 --latency`", "ours in parts of it"],
            Percentiles.Select((percentile, index) => new[]
            {
                percentile,
                Microseconds(times[index * 2]),
                Microseconds(times[(index * 2) + 1]),
                (times[index * 2] / times[(index * 2) + 1]).ToString("P0", CultureInfo.InvariantCulture),
            }));
    }

    // Each round runs every one of them once; the first warms up.
    private static double[] Medians(int rounds, params Func<double>[] contestants)
    {
        var values = contestants.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round <= rounds; round++)
        {
            for (int index = 0; index < contestants.Length; index++)
            {
                double value = contestants[index]();
                if (round > 0)
                {
                    values[index].Add(value);
                }
            }
        }

        return [.. values.Select(list => list.Order().ElementAt(list.Count / 2))];
    }

    private static double RateOf(GatewayLoad load) => load.Rate;

    private static double Number(Regex form, string output) => double.Parse(form.Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    private static double WrkPercentile(string output, string percentile)
    {
        Match match = Regex.Match(output, $@"^\s+{percentile}%\s+([0-9.]+)(us|ms|s)", RegexOptions.Multiline);
        double value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "us" => value, "ms" => value * 1e3, _ => value * 1e6 };
    }

    private static string[] Row(string name, double rate, double ours) =>
        [name, rate.ToString("F0", CultureInfo.InvariantCulture), (ours / rate).ToString("P0", CultureInfo.InvariantCulture)];

    private static string Microseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time:F0} µs");

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [GeneratedRegex(@"^Requests per second:\s+([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex AbRate();

    [GeneratedRegex(@"^Requests/sec:\s+([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex WrkRate();

    private sealed record Site(string Uri, string Configuration, string FpmConfiguration, EngineSession Session)
    {
        public GatewayLoad Ours(int connections, string further) => new(Session.Run(
            $"Measure-GatewayLoad {Uri} -Concurrency {connections} -Duration {Seconds} {further} -NginxConfigPath '{Configuration}' -FpmConfigPath '{FpmConfiguration}' -Confirm:$false").Single());

        public string Ab(string option, int requests) =>
            OtherProgram.Run("ab", option, "-q", "-c", Connections.ToString(CultureInfo.InvariantCulture), "-n", requests.ToString(CultureInfo.InvariantCulture), Uri);

        public string Wrk(int connections) => OtherProgram.Run("wrk", "-t1", $"-c{connections}", $"-d{Seconds}s", "--latency", Uri);
    }

    private readonly record struct GatewayLoad(PSObject Result)
    {
        public double Rate => (double)Result.Properties["RequestsPerSecond"].Value;

        public double Percentile(string percentile) =>
            ((TimeSpan)PSObject.AsPSObject(Result.Properties["Latency"].Value).Properties["P" + percentile].Value).TotalMicroseconds;
    }
}
