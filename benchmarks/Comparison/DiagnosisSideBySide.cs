using System.Diagnostics;
using System.Globalization;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>
/// A diagnosis of a real nginx and a real php-fpm whose error log is large, with its parts, beside the grep that a person begins with. The rules alone are
/// timed on the snapshot of that server.
/// </summary>
internal static class DiagnosisSideBySide
{
    private const string FpmProgram = "/usr/sbin/php-fpm8.2";
    private const string NginxProgram = "/usr/sbin/nginx";
    private const int RuleRuns = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void Run(BenchOptions options, Report report)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;
        var servers = new List<Process>();
        try
        {
            string log = Path.Combine(directory, "error.log");
            LogGenerator.Write(log, options.Megabytes * 1_000_000L, upstreamShare: 0.02);
            servers.Add(StartFpm(directory));
            servers.Add(StartNginx(directory, log));
            var target = new GatewayTarget { NginxConfigurationPath = $"{directory}/nginx.conf", FpmConfigurationPath = $"{directory}/php-fpm.conf" };
            if (!SpinWait.SpinUntil(() => File.Exists($"{directory}/www.sock") && File.Exists($"{directory}/nginx.pid"), Patience))
            {
                throw new InvalidOperationException("The servers did not start.");
            }

            Compare(target, log, options, report);
        }
        finally
        {
            foreach (Process server in servers)
            {
                server.Kill(entireProcessTree: true);
                server.WaitForExit();
            }

            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Compare(GatewayTarget target, string log, BenchOptions options, Report report)
    {
        SnapshotOptions whole = SnapshotOptions.Default with { Since = DateTime.UnixEpoch.ToLocalTime(), Deadline = TimeSpan.FromMinutes(1) };
        GatewaySnapshot snapshot = SnapshotCollector.Take(target, whole);
        if (Diagnoser.Diagnose(snapshot).Findings.Length == 0)
        {
            throw new InvalidOperationException("The errors of the log were not found.");
        }

        TimeSpan[] times = Clock.Medians(
            options.Runs,
            () => Diagnoser.Diagnose(SnapshotCollector.Take(target, SnapshotOptions.Default)),
            () => Diagnoser.Diagnose(SnapshotCollector.Take(target, whole)),
            () => Repeat(() => Diagnoser.Diagnose(snapshot)),
            () => SnapshotJson.Read(SnapshotJson.Write(snapshot)),
            () => OtherProgram.Run("grep", "-c", "upstream", log));
        string[] names =
        [
            $"snapshot and diagnosis without argument, an error log of {options.Megabytes} MB of today",
            "the same with `-Since 1d`, which reads all of that log",
            "the rules alone",
            "the snapshot to JSON and back",
            "`grep -c upstream` over the log, which counts and tells nothing",
        ];
        report.AddTable(
            "A diagnosis",
            ["what", "time", "times ours"],
            names.Select((name, index) => new[]
            {
                name,
                string.Create(CultureInfo.InvariantCulture, $"{(index == 2 ? times[index] / RuleRuns : times[index]).TotalMilliseconds:F1} ms"),
                ((index == 2 ? times[index] / RuleRuns : times[index]) / times[0]).ToString("F3", CultureInfo.InvariantCulture),
            }));
    }

    private static void Repeat(Func<GatewayDiagnosis> diagnose)
    {
        for (int run = 0; run < RuleRuns; run++)
        {
            diagnose();
        }
    }

    private static Process StartFpm(string directory)
    {
        string user = Environment.IsPrivilegedProcess ? "user = www-data\nlisten.owner = www-data\n" : string.Empty;
        File.WriteAllText($"{directory}/php-fpm.conf", $"[global]\nerror_log = {directory}/fpm.log\ndaemonize = no\n[www]\nlisten = {directory}/www.sock\n{user}pm = static\npm.max_children = 5\n");
        return Process.Start(new ProcessStartInfo(FpmProgram, ["-n", "-y", $"{directory}/php-fpm.conf"]) { RedirectStandardError = true })!;
    }

    private static Process StartNginx(string directory, string log)
    {
        File.WriteAllText($"{directory}/nginx.conf", $$"""
            pid {{directory}}/nginx.pid;
            error_log {{log}};
            events { }
            http {
                access_log {{directory}}/access.log;
                server {
                    listen unix:{{directory}}/nginx.sock;
                    server_name shop.example;
                    location / { fastcgi_pass unix:{{directory}}/www.sock; }
                }
            }
            """);
        return Process.Start(new ProcessStartInfo(NginxProgram, ["-p", directory, "-c", $"{directory}/nginx.conf", "-e", "stderr", "-g", "daemon off;"]) { RedirectStandardError = true })!;
    }
}
