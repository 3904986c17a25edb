using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.UnitTests.Inspection.Timeline;

/// <summary>What a timeline makes of the logs of nginx and php-fpm, of masters and of files.</summary>
public sealed class LogSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_log_of_php_fpm_tells_starts_from_reloads()
    {
        string[] events = Fpm(
            "[25-Nov-2026 03:00:00] NOTICE: fpm is running, pid 100",
            "[25-Nov-2026 03:00:00] NOTICE: ready to handle connections",
            "[25-Nov-2026 03:01:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it",
            "[25-Nov-2026 03:02:00] WARNING: [pool www] child 101 exited on signal 11 (SIGSEGV) after 12.5 seconds from start",
            "[25-Nov-2026 03:02:30] WARNING: [pool www] child 102 exited on signal 15 (SIGTERM) after 30.1 seconds from start",
            "[25-Nov-2026 03:03:00] NOTICE: Reloading in progress ...",
            "[25-Nov-2026 03:03:01] NOTICE: reloading: execvp(\"/usr/sbin/php-fpm8.2\", {\"/usr/sbin/php-fpm8.2\"})",
            "[25-Nov-2026 03:03:02] NOTICE: using inherited socket fd=8, \"/run/php/php8.2-fpm.sock\"",
            "[25-Nov-2026 03:03:02] NOTICE: fpm is running, pid 100",
            "[25-Nov-2026 03:03:03] NOTICE: ready to handle connections",
            "[25-Nov-2026 03:04:00] NOTICE: Terminating ...",
            "[25-Nov-2026 03:04:00] NOTICE: exiting, bye-bye!",
            "[25-Nov-2026 03:05:00] NOTICE: Reloading in progress ...");

        Assert.Equal(
            [
                "03:00:00 FpmStarted php-fpm 8.2: it was started 100",
                "03:01:00 PoolExhausted pool www: it reached pm.max_children, 5 ",
                "03:02:00 WorkerCrash pool www: a worker was ended by SIGSEGV 101",
                "03:03:00-03:03:03 FpmReloaded php-fpm 8.2: all pools were stopped and started ",
                "03:04:00 FpmStopped php-fpm 8.2: it was told to stop ",
                "03:05:00 FpmReloaded php-fpm 8.2: it was told to reload, and its log does not say that it got ready again ",
            ],
            events);
    }

    [Fact]
    public void The_log_of_nginx_tells_of_its_processes()
    {
        string[] lines =
        [
            "2026/11/25 03:00:00 [notice] 10#10: nginx/1.22.1",
            "2026/11/25 03:00:00 [notice] 10#10: start worker processes",
            "2026/11/25 03:01:00 [error] 11#11: *1 connect() to unix:/run/x.sock failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: a, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://unix:/run/x.sock:\", host: \"a\"",
            "2026/11/25 03:02:00 [notice] 10#10: signal 1 (SIGHUP) received from 999, reconfiguring",
            "2026/11/25 03:02:00 [notice] 10#10: reconfiguring",
            "2026/11/25 03:03:00 [emerg] 10#10: unknown directive \"fastcgi_pas\" in /etc/nginx/sites-enabled/shop:12",
            "2026/11/25 03:04:00 [alert] 10#10: worker process 11 exited on signal 11 (core dumped)",
            "2026/11/25 03:05:00 [notice] 10#10: signal 17 (SIGCHLD) received from 11",
            "2026/11/25 03:06:00 [notice] 10#10: signal 12 (SIGUSR2) received from 999, changing binary",
            "2026/11/25 03:07:00 [notice] 10#10: signal 3 (SIGQUIT) received from 999, shutting down",
            "2026/11/25 03:08:00 [alert] 12#12: *5 open socket #3 left in connection 4",
        ];

        Assert.Equal(
            [
                "03:00:00 NginxStarted 10: nginx/1.22.1 was started",
                "03:02:00 NginxReloaded 10: signal 1 (SIGHUP) received from 999, reconfiguring",
                "03:03:00 NginxFailed 10: unknown directive \"fastcgi_pas\" in /etc/nginx/sites-enabled/shop:12",
                "03:04:00 WorkerCrash 11: a worker process 11 exited on signal 11 (core dumped)",
                "03:06:00 NginxReloaded 10: signal 12 (SIGUSR2) received from 999, changing binary",
                "03:07:00 NginxStopped 10: signal 3 (SIGQUIT) received from 999, shutting down",
            ],
            Read(lines, () => new NginxProcessLineReader()).Select(NginxLogSource.EventOf).Select(found => $"{found.Time:HH:mm:ss} {found.Kind} {found.ProcessId}: {found.Text}"));
    }

    [Theory]
    [InlineData("Nov 25 03:00:01 web1 kernel: [12345.678901] php-fpm8.2[4711]: segfault at 0 ip 1 sp 2 error 4 in libc.so.6[7f+1]")]
    [InlineData("Nov 25 03:00:01 web1 kernel: php-fpm8.2[4711]: segfault at 0 ip 1 sp 2 error 4 in libc.so.6[7f+1]")]
    [InlineData("{local}.123456{zone} web1 kernel: [12345.678901] php-fpm8.2[4711]: segfault at 0 ip 1 sp 2 error 4 in libc.so.6[7f+1]")]
    public void Lines_of_kern_log_have_their_time(string line)
    {
        DateTime written = new(2026, 11, 25, 3, 0, 1, DateTimeKind.Local);
        (string text, DateTime? time) = KernelSource.SplitLogged(line.Replace("{local}", $"{written:yyyy-MM-ddTHH:mm:ss}", StringComparison.Ordinal).Replace("{zone}", $"{written:zzz}", StringComparison.Ordinal))!.Value;

        Assert.StartsWith("php-fpm8.2[4711]: segfault", text);
        Assert.Equal("11-25 03:00:01", $"{time:MM-dd HH:mm:ss}");
        Assert.Equal(KernelEventKind.Segfault, new KernelLines().Read(text, time)!.Kind);
        Assert.Null(KernelSource.SplitLogged("Nov 25 03:00:01 web1 sshd[7]: Accepted"));
    }

    [Fact]
    public void Errors_become_bursts_that_a_long_pause_parts_and_short_ones_are_kept()
    {
        TimelineEvent[] bursts = Bursts(DateTime.MinValue, "03:00:05", "03:00:09", "03:04:00", "03:40:10", "03:41:00", "05:00:30", "05:00:31");
        Assert.Equal(
            [("03:00:05", "03:04:00", 3L, 2), ("03:40:10", "03:41:00", 2L, 2), ("05:00:30", "05:00:31", 2L, 1)],
            bursts.Select(burst => ($"{burst.Time:HH:mm:ss}", $"{burst.Until:HH:mm:ss}", burst.Count, burst.Parts.Count)));
        Assert.All(bursts, burst => Assert.Equal((Symptom.ConnectionRefused, "unix:/run/x.sock"), (burst.Symptom, burst.Endpoint!.ToString())));
    }

    // Whoever asks for the last minutes of a trouble is not told that it began with them.
    [Theory]
    [InlineData("03:02:00", "03:01:58", "03:02:03", true)]
    [InlineData("03:02:00", "03:00:30", "03:02:03", false)]
    [InlineData("03:02:00", "03:02:03", "03:02:04", false)]
    public void A_burst_at_the_beginning_of_what_is_asked_for_began_before_it(string since, string first, string next, bool expected)
    {
        DateTime from = new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Local) + TimeSpan.Parse(since, System.Globalization.CultureInfo.InvariantCulture);
        TimelineEvent burst = Assert.Single(Bursts(from, first, next));
        TimelineEvent restart = new(from.AddSeconds(30), TimelineEventKind.UnitStarted, "php8.2-fpm.service", "Started", "journalctl");

        TimelineEvent[] joined = [.. TimelineJoin.Join([burst with { Parts = [.. burst.Parts, new BurstPart(from.AddSeconds(60), from.AddSeconds(61), 2)] }, restart]).Where(found => found.Kind == TimelineEventKind.ErrorBurst)];

        Assert.True(joined[0].Time >= from);
        Assert.Equal([expected, false], joined.Select(found => found.Text.EndsWith("; it began before that", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_oldest_worker_tells_a_reload_that_no_log_does()
    {
        DateTime start = new(2026, 11, 25, 3, 0, 0, DateTimeKind.Local);

        Assert.Equal([TimelineEventKind.NginxStarted], MasterSource.EventsOf(Master(start, start, start.AddHours(1))).Select(found => found.Kind));
        Assert.Equal(
            [(start, TimelineEventKind.NginxStarted, true), (start.AddHours(1), TimelineEventKind.NginxReloaded, false)],
            MasterSource.EventsOf(Master(start, start.AddHours(1), start.AddHours(2))).Select(found => (found.Time, found.Kind, found.IsTimeExact)));
    }

    [Fact]
    public void Files_tell_how_they_were_changed()
    {
        DateTime now = DateTime.Now;
        var part = new TimelinePart(now.AddMinutes(-5), now.AddMinutes(5), CancellationToken.None);
        string written = Write("written.conf");
        string kept = Write("kept.conf");
        File.SetLastWriteTime(kept, now.AddDays(-30));
        string link = Path.Combine(_folder, "link.conf");
        File.CreateSymbolicLink(link, kept);

        Assert.Equal("it was written", FileSource.EventOf(FileTree.Host, written, part)!.Text);
        Assert.Contains(FileSource.EventOf(FileTree.Host, kept, part)!.Text, (string[])["it was put there, with an older time", "it was renamed, or its owner, mode or names were changed"]);
        Assert.Equal($"the link was made: it leads to {kept}", FileSource.EventOf(FileTree.Host, link, part)!.Text);
        Assert.Null(FileSource.EventOf(FileTree.Host, Path.Combine(_folder, "none.conf"), part));
        Assert.Null(FileSource.EventOf(FileTree.Host, written, new TimelinePart(now.AddDays(-3), now.AddDays(-2), CancellationToken.None)));
    }

    [Fact]
    public void A_deploy_is_told_by_the_link_and_by_the_top_of_the_root()
    {
        string release = Directory.CreateDirectory(Path.Combine(_folder, "releases", "7", "public")).FullName;
        string current = Path.Combine(_folder, "current");
        File.CreateSymbolicLink(current, "releases/7");

        TimelineEvent[] events = [.. DeploySource.EventsOf(FileTree.Host, current + "/public/")];

        Assert.Equal(
            [(current, "the link was made: it leads to releases/7"), (current + "/public", "a file at its top was put there, replaced or removed")],
            events.Select(found => (found.Subject, found.Text)));
        Assert.Equal(Directory.GetLastWriteTime(release), events[1].Time);
    }

    // Whoever edits a file in place leaves its directory as it was.
    [Fact]
    public void A_start_page_that_is_written_in_place_is_told()
    {
        string root = Directory.CreateDirectory(Path.Combine(_folder, "shop")).FullName;
        string page = Path.Combine(root, "index.php");
        File.WriteAllText(page, "<?php");
        Assert.DoesNotContain(DeploySource.EventsOf(FileTree.Host, root), found => found.Subject == page && found.Time > Directory.GetLastWriteTime(root));

        DateTime written = Directory.GetLastWriteTime(root).AddSeconds(30);
        File.SetLastWriteTime(page, written);

        Assert.Equal((page, "it was written", written), DeploySource.EventsOf(FileTree.Host, root).Select(found => (found.Subject, found.Text, found.Time)).Last());
    }

    private static NginxMaster Master(DateTime start, params DateTime[] workers) => new(
        1, start, 0, null, false, null, "/etc/nginx/nginx.conf", "/", "/etc/nginx", string.Empty, "stderr", "/", [.. workers.Select(time => new GatewayWorker(2, time, null, "www", 1, "www", 1, []))], []);

    private string[] Fpm(params string[] lines) =>
    [
        .. FpmLogSource.EventsOf(Read(lines, () => new FpmLogRecordReader(FpmLogFilter.Everything)), "php-fpm 8.2")
            .Select(found => $"{found.Time:HH:mm:ss}{(found.Until is { } until ? $"-{until:HH:mm:ss}" : "")} {found.Kind} {found.Subject}: {found.Text} {found.ProcessId}"),
    ];

    private static TEntry[] Read<TEntry>(string[] lines, Func<IRecordReader<TEntry>> newReader)
        where TEntry : class
    {
        var log = new TextLog<TEntry>(newReader(), LogQuery.Everything, new ReadStatistics());
        return [.. lines.SelectMany(line => log.Add(line).ToArray()), .. log.Complete()];
    }

    private string Write(string name)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, name, Encoding.UTF8);
        return path;
    }

    private TimelineEvent[] Bursts(DateTime since, params string[] clocks)
    {
        string[] lines =
        [
            .. clocks.Select(clock =>
                $"2026/11/25 {clock} [error] 11#11: *1 connect() to unix:/run/x.sock failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: a, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://unix:/run/x.sock:\", host: \"a\""),
        ];
        var meter = new NginxUpstreamErrorMeter([NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.Endpoint, NginxUpstreamErrorProperty.Upstream], TimeSpan.FromSeconds(1));
        foreach (NginxUpstreamError error in Read(lines, () => new NginxErrorRecordReader(NginxErrorFilter.UpstreamErrors)))
        {
            meter.Add(error);
        }

        return [.. meter.Summarize().SelectMany(group => ErrorBurstSource.BurstsOf(group, "/log", since))];
    }
}
