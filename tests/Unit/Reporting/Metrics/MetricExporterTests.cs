using System.IO.Compression;
using System.Runtime.Versioning;
using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.Reporting;

namespace Nginx502.UnitTests.Reporting.Metrics;

/// <summary>Counters go on through everything that happens to logs; each line counts once.</summary>
[SupportedOSPlatform("linux")]
public sealed class MetricExporterTests : IDisposable
{
    private const string Socket = "/run/php/php8.2-fpm.sock";

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-metrics-").FullName;
    private readonly string _errorLog;
    private readonly string _accessLog;
    private int _line;

    public MetricExporterTests()
    {
        _errorLog = In("error.log");
        _accessLog = In("access.log");
        File.WriteAllText(_errorLog, string.Empty);
        File.WriteAllText(_accessLog, string.Empty);
        File.WriteAllText(In("nginx.conf"), $$"""
            error_log {{_errorLog}};
            events { }
            http {
                access_log {{_accessLog}};
                upstream php_backend { server unix:{{Socket}}; server app:9000; }
                server { listen 8080; location / { fastcgi_pass php_backend; } }
            }
            """);
        File.WriteAllText(In("php-fpm.conf"), "[www]\nuser = nobody\nlisten = " + In("none.sock") + "\npm = static\npm.max_children = 7\n");
    }

    private string Target => In("nginx502.prom");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_first_run_begins_to_count_and_the_next_ones_go_on()
    {
        Fail(5);
        Answer(200, 3);
        Assert.Equal((0, 0), Export());

        Fail(2);
        Answer(200, 4);
        Answer(502, 1);
        Answer(502, 9, agent: "Nginx502");
        Assert.Equal((2, 5), Export());
        Assert.Equal((2, 5), Export());
        Fail(1);
        Assert.Equal((3, 5), Export());

        string text = File.ReadAllText(Target);
        Assert.Contains($$"""nginx502_upstream_errors_total{symptom="SocketMissing",upstream="unix:{{Socket}}"} 3""" + "\n", text);
        Assert.Contains("nginx502_requests_total{code_class=\"5xx\"} 1\n", text);
        Assert.Contains("nginx502_fpm_max_children{pool=\"www\",", text);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(Target));
        Assert.DoesNotContain(Directory.GetFiles(_root), file => Path.GetFileName(file).StartsWith('.'));
    }

    [Fact]
    public void A_line_that_is_not_complete_counts_when_it_is()
    {
        Export();
        string line = Line();
        File.AppendAllText(_errorLog, line[..30]);
        Assert.Equal((0, 0), Export());
        File.AppendAllText(_errorLog, line[30..]);
        Assert.Equal((1, 0), Export());
    }

    [Fact]
    public void A_log_that_is_made_later_counts_from_its_beginning()
    {
        File.Delete(_errorLog);
        Export();
        Fail(2);
        Assert.Equal((2, 0), Export());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rotation_by_renaming(bool isSeenEmpty)
    {
        Fail(3);
        Export();
        Fail(2);
        File.Move(_errorLog, _errorLog + ".1");
        File.WriteAllText(_errorLog, string.Empty);
        if (isSeenEmpty)
        {
            Assert.Equal((2, 0), Export());

            // nginx goes on with the file that it has until it is told.
            File.AppendAllText(_errorLog + ".1", Line());
            Assert.Equal((3, 0), Export());
        }

        Fail(4);
        Assert.Equal((isSeenEmpty ? 7 : 6, 0), Export());
        Assert.Equal((isSeenEmpty ? 7 : 6, 0), Export());
    }

    [Fact]
    public void Rotated_several_times_and_packed()
    {
        Fail(3);
        Export();
        Fail(2);
        File.Move(_errorLog, _errorLog + ".1");
        Fail(4);
        File.Move(_errorLog + ".1", _errorLog + ".2");
        File.Move(_errorLog, _errorLog + ".1");
        Pack(_errorLog + ".2");
        Fail(8);
        Assert.Equal((14, 0), Export());
        Assert.Equal((14, 0), Export());
    }

    [Fact]
    public void Packed_while_the_new_log_is_empty()
    {
        Fail(3);
        Export();
        Fail(2);
        File.Move(_errorLog, _errorLog + ".1");
        File.WriteAllText(_errorLog, string.Empty);
        Pack(_errorLog + ".1");
        Assert.Equal((2, 0), Export());
        Assert.Equal((2, 0), Export());
        Fail(1);
        Assert.Equal((3, 0), Export());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public void Copied_and_truncated(int linesSince)
    {
        Fail(20);
        Export();
        Fail(2);
        File.Copy(_errorLog, _errorLog + ".1");
        File.WriteAllText(_errorLog, string.Empty);
        Fail(linesSince);
        Assert.Equal((2 + linesSince, 0), Export());
        Assert.Equal((2 + linesSince, 0), Export());
    }

    [Fact]
    public void Truncated_without_a_copy()
    {
        Fail(20);
        Export();
        File.WriteAllText(_errorLog, string.Empty);
        Fail(3);
        Assert.Equal((3, 0), Export());
    }

    [Fact]
    public void State_that_cannot_be_understood_is_begun_anew()
    {
        Export();
        Fail(1);
        Export();
        File.WriteAllText(In("state/metrics/counters.json"), "{ \"version\": ");
        Assert.Equal((0, 0), Export());
        Fail(1);
        Assert.Equal((1, 0), Export());
    }

    [Fact]
    public void Nobody_makes_a_series_by_what_a_visitor_says()
    {
        Export();
        for (int visitor = 0; visitor < 50; visitor++)
        {
            File.AppendAllText(_errorLog, Line($"fastcgi://unix:/tmp/{visitor}.sock:", $"/{visitor}", $"host{visitor}"));
        }

        Export();

        string[] series = [.. File.ReadLines(Target).Where(line => line.StartsWith("nginx502_upstream_errors_total{", StringComparison.Ordinal))];
        Assert.Equal(["""nginx502_upstream_errors_total{symptom="SocketMissing",upstream="other"} 50"""], series);
    }

    [Fact]
    public void Acts_of_recoveries_are_counted_once()
    {
        Record(journal =>
        {
            journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Step = 1, Action = RecoveryAction.StartService, Target = "php8.2-fpm" });
            journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Step = 1, StepOutcome = RecoveryStepOutcome.Recovered });
            journal.Append(new RunLine(journal.Run, RunEvent.End) { Outcome = RecoveryOutcome.Recovered });
        });
        Assert.Equal(["StartService Recovered 1"], Written().RecoveryActions.Select(count => count.ToString()));

        // Killed at its second act, which the next run finds out.
        Record(journal => journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Step = 1, Action = RecoveryAction.StartService, Target = "php8.2-fpm" }));
        Record(_ => { });
        Assert.Equal(["StartService Interrupted 1", "StartService Recovered 1"], Written().RecoveryActions.Select(count => count.ToString()));
        Assert.Equal(["StartService Interrupted 1", "StartService Recovered 1"], Written().RecoveryActions.Select(count => count.ToString()));
    }

    [Fact]
    public void Two_at_once_wait_for_each_other()
    {
        Export();
        Fail(1000);
        Parallel.For(0, 4, _ => Written());
        Assert.Equal((1000, 0), Export());
    }

    [Fact]
    public void A_lock_that_is_held_is_told()
    {
        using MetricLock held = MetricLock.Take(In("state"));

        Assert.Null(Exporter.Export(Gateway, Target, TimeSpan.FromMilliseconds(100), "Export-502Metric", out ChangeFailure? failure));
        Assert.Equal(ChangeFailureReason.ChangeInProgress, failure!.Reason);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public void A_log_that_is_not_seen_is_named_and_the_rest_is_written()
    {
        File.Delete(_errorLog);
        Directory.CreateDirectory(_errorLog);

        GatewayMetrics written = Written();

        MetricCollector missed = Assert.Single(written.Collectors, collector => !collector.Succeeded);
        Assert.Equal("error_log", missed.Name);
        Assert.Contains("nginx502_collector_success{collector=\"error_log\"} 0\n", File.ReadAllText(Target));
        Assert.Contains("nginx502_collector_success{collector=\"access_log\"} 1\n", File.ReadAllText(Target));
    }

    [Fact]
    public void What_is_not_done_when_the_time_is_over_is_named()
    {
        GatewayMetrics seen = new MetricCollection(Gateway, new MetricState(), new CancellationToken(canceled: true)).Collect(FileCalls.Kernel, In("state"), In("run"));

        Assert.Contains(seen.Collectors, collector => collector.Problem == "it was not done in time");
    }

    [Theory]
    [InlineData("nowhere/x.prom", ChangeFailureReason.FileMissing)]
    [InlineData("nginx.conf/x.prom", ChangeFailureReason.StateNotUsable)]
    public void A_place_that_is_none_is_told(string path, ChangeFailureReason reason)
    {
        Assert.Null(Exporter.Export(Gateway, In(path), TimeSpan.FromSeconds(5), "Export-502Metric", out ChangeFailure? failure));
        Assert.Equal(reason, failure!.Reason);
    }

    [Fact]
    public void Root_does_not_write_where_others_can()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        string open = Directory.CreateDirectory(In("open")).FullName;
        File.SetUnixFileMode(open, (UnixFileMode)0x1FF);

        Assert.Null(Exporter.Export(Gateway, Path.Combine(open, "x.prom"), TimeSpan.FromSeconds(5), "Export-502Metric", out ChangeFailure? failure));
        Assert.Equal(ChangeFailureReason.DirectoryNotTrusted, failure!.Reason);
        Assert.Empty(Directory.GetFiles(open));
    }

    [Fact]
    public void A_link_at_its_name_is_replaced_and_not_followed()
    {
        string elsewhere = In("elsewhere");
        File.WriteAllText(elsewhere, "mine");
        File.CreateSymbolicLink(Target, elsewhere);

        Written();

        Assert.Equal("mine", File.ReadAllText(elsewhere));
        Assert.Null(new FileInfo(Target).LinkTarget);
    }

    private GatewayTarget Gateway => new() { NginxConfigurationPath = In("nginx.conf"), FpmConfigurationPath = In("php-fpm.conf") };

    private MetricExporter Exporter => new(FileCalls.Kernel, In("state"), In("run"));

    private string In(string name) => Path.Combine(_root, name);

    private GatewayMetrics Written()
    {
        GatewayMetrics? written = Exporter.Export(Gateway, Target, TimeSpan.FromSeconds(20), "Export-502Metric", out ChangeFailure? failure);
        Assert.Null(failure);
        return written!;
    }

    private (long Errors, long Requests) Export()
    {
        GatewayMetrics written = Written();
        Assert.All(written.Collectors, collector => Assert.True(collector.Succeeded, collector.ToString()));
        return (written.UpstreamErrors.Sum(count => count.Count), written.Requests.Sum(count => count.Count));
    }

    private void Record(Action<RunJournal> write)
    {
        using RunJournal journal = RunJournal.Open(FileCalls.Kernel, In("state"), In("run"), "Invoke-502Recovery", TimeSpan.FromSeconds(5), CancellationToken.None);
        write(journal);
    }

    private void Fail(int count) => File.AppendAllText(_errorLog, string.Concat(Enumerable.Range(0, count).Select(_ => Line())));

    private void Answer(int status, int count, string agent = "x") => File.AppendAllText(
        _accessLog,
        string.Concat(Enumerable.Repeat($"10.0.0.7 - - [{DateTime.Now:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET / HTTP/1.1\" {status} 157 \"-\" \"{agent}\"\n", count)));

    private string Line(string upstream = "fastcgi://unix:" + Socket + ":", string uri = "/", string host = "shop.example") =>
        $"{DateTime.Now:yyyy/MM/dd HH:mm:ss} [crit] 7#7: *{++_line} connect() to unix:{Socket} failed (2: No such file or directory) while connecting to upstream, client: 10.0.0.7, server: shop.example, request: \"GET {uri} HTTP/1.1\", upstream: \"{upstream}\", host: \"{host}\"\n";

    private static void Pack(string path)
    {
        using (FileStream source = File.OpenRead(path))
        using (var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        {
            source.CopyTo(packed);
        }

        File.SetLastWriteTimeUtc(path + ".gz", File.GetLastWriteTimeUtc(path));
        File.Delete(path);
    }
}
