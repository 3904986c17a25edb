using System.Globalization;
using System.Text;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>The report of an incident with a million errors in nginx's log: reading, judging and writing, and how large the page is.</summary>
internal static class ReportOfAMillion
{
    private const int Errors = 1_000_000;
    private const int PerSecond = 200;

    private static readonly string[] Messages =
    [
        "[crit] 7#7: *1 connect() to unix:/run/php/php8.2-fpm.sock failed (2: No such file or directory) while connecting to upstream",
        "[error] 7#7: *2 connect() to unix:/run/php/php8.2-fpm.sock failed (111: Connection refused) while connecting to upstream",
        "[error] 7#7: *3 upstream timed out (110: Connection timed out) while reading response header from upstream",
        "[error] 7#7: *4 recv() failed (104: Connection reset by peer) while reading response header from upstream",
    ];

    public static void Run(BenchOptions options, Report report)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;
        try
        {
            WriteServer(directory);
            var target = new GatewayTarget { NginxConfigurationPath = $"{directory}/nginx.conf", FpmConfigurationPath = $"{directory}/php-fpm.conf" };
            SnapshotOptions whole = SnapshotOptions.Default with { Since = DateTime.Now.AddDays(-1), Deadline = TimeSpan.FromMinutes(1) };
            GatewaySnapshot snapshot = SnapshotCollector.Take(target, whole);
            if (snapshot.Errors.Sum(group => group.Count) != Errors)
            {
                throw new InvalidOperationException("Not every error was counted.");
            }

            string page = ReportWriter.Write(IncidentReport.Of(Diagnoser.Diagnose(snapshot)));
            TimeSpan[] times = Clock.Medians(
                options.Runs,
                () => ReportWriter.Write(IncidentReport.Of(Diagnoser.Diagnose(snapshot))),
                () => ReportWriter.Write(IncidentReport.Of(Diagnoser.Diagnose(SnapshotCollector.Take(target, whole)))));
            report.AddTable(
                "A report of a million errors",
                ["what", "measured"],
                [
                    ["diagnosis and page of the snapshot", Milliseconds(times[0])],
                    ["the same with taking the snapshot, which reads the log", Milliseconds(times[1])],
                    ["the page", string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(page) / 1000.0:F0} kB")],
                ]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F1} ms");

    private static void WriteServer(string directory)
    {
        File.WriteAllText($"{directory}/php-fpm.conf", $"[www]\nuser = nobody\nlisten = {directory}/www.sock\npm = static\npm.max_children = 5\n");
        File.WriteAllText($"{directory}/nginx.conf", $$"""
            error_log {{directory}}/error.log;
            events { }
            http { access_log off; server { server_name shop.example; location / { fastcgi_pass unix:{{directory}}/www.sock; } } }
            """);
        DateTime time = DateTime.Now.AddSeconds(-Errors / (double)PerSecond);
        using var log = new StreamWriter($"{directory}/error.log");
        for (int line = 0; line < Errors; line++)
        {
            string moment = time.AddSeconds(line / PerSecond).ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
            log.Write($"{moment} {Messages[line % Messages.Length]}, client: 198.51.100.7, server: shop.example, request: \"GET /product/{line} HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/php8.2-fpm.sock:\", host: \"shop.example\"\n");
        }
    }
}
