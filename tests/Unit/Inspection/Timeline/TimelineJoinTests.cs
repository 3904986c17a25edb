using System.Text.Json;
using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Timeline;

/// <summary>One timeline out of what several places tell.</summary>
public sealed class TimelineJoinTests
{
    private static readonly DateTime Start = new(2026, 11, 25, 3, 0, 0, DateTimeKind.Local);

    [Fact]
    public void Events_stand_in_order() => Assert.Equal(
        ["a", "b", "c"],
        Join(At(20, TimelineEventKind.FileChanged, "c"), At(0, TimelineEventKind.PackageUpgraded, "a"), At(10, TimelineEventKind.Deployed, "b")).Select(found => found.Subject));

    [Fact]
    public void A_worker_that_three_places_saw_crash_is_told_once_by_the_first() => Assert.Equal(
        ["kernel"],
        Join(
            At(0, TimelineEventKind.WorkerCrash, "php-fpm8.2", 4711, "kernel"), At(2, TimelineEventKind.WorkerCrash, "php-fpm8.2", 4711, "journalctl"), At(1, TimelineEventKind.WorkerCrash, "pool www", 4711, "log"))
            .Select(found => found.Source));

    [Fact]
    public void A_worker_that_was_killed_for_memory_did_not_crash_and_its_unit_tells_no_more() => Assert.Equal(
        [(TimelineEventKind.OomKill, "kernel")],
        Join(
            At(0, TimelineEventKind.OomKill, "php-fpm8.2", 4711, "kernel"), At(1, TimelineEventKind.OomKill, "php8.2-fpm.service", null, "journalctl"), At(1, TimelineEventKind.WorkerCrash, "pool www", 4711, "log"))
            .Select(found => (found.Kind, found.Source)));

    [Fact]
    public void Two_workers_are_two() => Assert.Equal(2, Join(At(0, TimelineEventKind.WorkerCrash, "pool www", 1), At(0, TimelineEventKind.WorkerCrash, "pool www", 2)).Count);

    [Fact]
    public void A_start_that_the_log_and_the_process_tell_is_told_once_and_the_next_is_another() => Assert.Equal(
        ["log", "log"],
        Join(
            At(0, TimelineEventKind.FpmStarted, "php-fpm 8.2", 9, "log"), At(60, TimelineEventKind.FpmStarted, "php-fpm 8.2", 10, "log"), At(59, TimelineEventKind.FpmStarted, "php-fpm 8.2", 10, "/proc/10"))
            .Select(found => found.Source));

    [Fact]
    public void Many_after_each_other_become_one_and_a_pause_parts_them()
    {
        TimelineEvent[] exhausted = [.. Enumerable.Range(0, 10).Concat(Enumerable.Range(100, 5)).Select(minute => At(minute * 60, TimelineEventKind.PoolExhausted, "pool www"))];

        IReadOnlyList<TimelineEvent> joined = Join(exhausted);

        Assert.Equal([(Start, 10L, Start.AddMinutes(9)), (Start.AddMinutes(100), 5L, Start.AddMinutes(104))], joined.Select(found => (found.Time, found.Count, found.Until!.Value)));
    }

    [Theory]
    [InlineData(TimelineEventKind.FpmStarted, 90, 2)]
    [InlineData(TimelineEventKind.Recovery, 29, 2)]
    [InlineData(TimelineEventKind.NginxReloaded, 200, 1)]
    [InlineData(TimelineEventKind.FpmStarted, 10, 1)]
    [InlineData(TimelineEventKind.PackageUpgraded, 90, 1)]
    public void Errors_before_and_after_a_start_are_two_bursts_and_without_one_they_are_one(TimelineEventKind kind, int second, int bursts)
    {
        TimelineEvent[] joined = [.. Join(Errors((0, 30, 7), (150, 160, 2)), At(second, kind, "php-fpm 8.2")).Where(found => found.Kind == TimelineEventKind.ErrorBurst)];

        Assert.Equal(bursts, joined.Length);
        Assert.Equal((Start, bursts == 1 ? 9 : 7L, Start.AddSeconds(bursts == 1 ? 160 : 30)), (joined[0].Time, joined[0].Count, joined[0].Until!.Value));
    }

    // A start that fails at once mends nothing.
    [Theory]
    [InlineData(91, 1)]
    [InlineData(99, 2)]
    public void A_start_in_vain_parts_no_burst(int failed, int bursts) => Assert.Equal(
        bursts,
        Join(Errors((0, 30, 7), (150, 160, 2)), At(90, TimelineEventKind.UnitStarted, "php8.2-fpm.service"), At(failed, TimelineEventKind.UnitFailed, "php8.2-fpm.service")).Count(found => found.Kind == TimelineEventKind.ErrorBurst));

    // systemd tries again by itself, until somebody stops it or it runs.
    [Theory]
    [InlineData(null, 1)]
    [InlineData(TimelineEventKind.UnitStopped, 2)]
    [InlineData(TimelineEventKind.UnitStarted, 2)]
    public void What_a_unit_tries_in_vain_is_one_event(TimelineEventKind? between, int runs)
    {
        TimelineEvent[] tries = [.. Enumerable.Range(0, 30).SelectMany(number => new[] { At((10 * number) + 1, TimelineEventKind.UnitFailed, "php8.2-fpm.service"), At(10 * number, TimelineEventKind.UnitStarted, "php8.2-fpm.service") })];
        TimelineEvent[] other = [.. Enumerable.Range(0, 3).Select(number => At(10 * number, TimelineEventKind.UnitFailed, "nginx.service"))];

        TimelineEvent[] joined = [.. Join([.. tries, .. other, .. between is { } kind ? [At(95, kind, "php8.2-fpm.service")] : Array.Empty<TimelineEvent>()])];
        TimelineEvent[] own = [.. joined.Where(found => found.Subject == "php8.2-fpm.service" && found.Kind == TimelineEventKind.UnitFailed)];

        Assert.Equal((runs, 30L, Start.AddSeconds(1), Start.AddSeconds(291)), (own.Length, own.Sum(found => found.Count), own[0].Time, own[^1].Until));
        Assert.Equal(3, joined.Count(found => found.Subject == "nginx.service"));
        Assert.Equal(1 + (between is null ? 0 : 1) + (between is null ? 0 : 1), joined.Count(found => found.Subject == "php8.2-fpm.service" && found.Kind != TimelineEventKind.UnitFailed));
    }

    // What an earlier version wrote has no parts.
    [Fact]
    public void A_burst_without_parts_is_kept_as_it_is()
    {
        TimelineEvent burst = Errors() with { Until = Start.AddSeconds(30), Count = 7 };

        Assert.Equal([burst], Join(burst, At(10, TimelineEventKind.FpmStarted, "php-fpm 8.2")).Where(found => found.Kind == TimelineEventKind.ErrorBurst));
    }

    [Fact]
    public void Many_files_of_a_directory_that_are_written_at_once_are_one()
    {
        TimelineEvent[] files = [.. Enumerable.Range(0, 5).Select(number => At(0, TimelineEventKind.FileChanged, $"/etc/php/8.2/fpm/conf.d/{number}.ini") with { Text = "it was written" })];
        TimelineEvent[] others = [At(30, TimelineEventKind.FileChanged, "/etc/php/8.2/fpm/conf.d/9.ini") with { Text = "it was written" }, At(0, TimelineEventKind.FileChanged, "/etc/nginx/nginx.conf") with { Text = "it was written" }];

        Assert.Equal(
            [("/etc/nginx/nginx.conf", "it was written", 1L), ("/etc/php/8.2/fpm/conf.d", "5 files there: each was written", 1L), ("/etc/php/8.2/fpm/conf.d/9.ini", "it was written", 1L)],
            Join([.. files, .. others]).Select(found => (found.Subject, found.Text, found.Count)));
    }

    [Fact]
    public void Workers_that_end_in_two_ways_are_told_apart()
    {
        TimelineEvent[] crashes = [.. Enumerable.Range(0, 5).Select(minute => At(minute * 60, TimelineEventKind.WorkerCrash, "pool www", minute + 1) with { Text = "a worker was ended by SIGSEGV" })];
        TimelineEvent[] kills = [.. Enumerable.Range(0, 4).Select(minute => At((minute * 60) + 30, TimelineEventKind.WorkerCrash, "pool www", minute + 11) with { Text = "a worker was ended by SIGKILL" })];
        TimelineEvent[] workers = [.. Enumerable.Range(0, 6).Select(minute => At((minute * 60) + 40, TimelineEventKind.WorkerCrash, "nginx", minute + 21) with { Text = $"a worker process {minute + 21} exited on signal 11" })];

        Assert.Equal([("SIGSEGV", 5L), ("SIGKILL", 4L), ("11", 6L)], Join([.. crashes, .. kills, .. workers]).Select(found => (found.Text.Split(' ')[^1], found.Count)));
    }

    [Fact]
    public void A_timeline_is_the_same_after_json()
    {
        var timeline = new GatewayTimeline
        {
            Time = Start,
            Since = Start.AddDays(-1),
            Until = Start,
            Machine = new MachineIdentity("m", "b"),
            Events =
            [
                At(0, TimelineEventKind.ErrorBurst, "unix:/run/x.sock") with { Until = Start.AddMinutes(1), Count = 7, Symptom = Symptom.ConnectionRefused, Endpoint = FpmEndpoint.Parse("/run/x.sock"), LineNumber = 3, IsTimeExact = false },
                At(1, TimelineEventKind.OomKill, "mariadbd", 812),
            ],
            KernelEvents = [new KernelEvent(Start, KernelEventKind.OomKill, 812, "mariadbd", "Out of memory: …") { ControlGroup = "/a", LimitingGroup = "/b", Library = "c.so", ResidentBytes = 5, IsTimeExact = false }],
            NotSeen = [new NotSeen("what", "why", "how")],
        };

        GatewayTimeline after = JsonSerializer.Deserialize<GatewayTimeline>(JsonSerializer.Serialize(timeline))!;

        Assert.Equal((timeline.Time, timeline.Since, timeline.Until, timeline.Machine), (after.Time, after.Since, after.Until, after.Machine));
        Assert.Equal(timeline.Events, after.Events);
        Assert.Equal(timeline.KernelEvents, after.KernelEvents);
        Assert.Equal(timeline.NotSeen, after.NotSeen);
        Assert.All(after.Events, found => Assert.Equal(DateTimeKind.Local, found.Time.Kind));
    }

    [Fact]
    public void A_source_that_fails_costs_itself_alone_and_one_that_is_not_wanted_is_not_read()
    {
        var options = new TimelineOptions { Since = Start, Until = Start.AddHours(1), Kinds = [TimelineEventKind.FileChanged, TimelineEventKind.Reboot], Changes = [At(7, TimelineEventKind.Change, "own")] };
        var unwanted = new Source([TimelineEventKind.Deployed], _ => throw new InvalidOperationException());

        GatewayTimeline timeline = TimelineCollector.Collect(
            [
                new Source([TimelineEventKind.Reboot], _ => throw new IOException("the disk \u001b burns")),
                new Source([TimelineEventKind.FileChanged, TimelineEventKind.Deployed], part =>
                {
                    part.Add(At(5, TimelineEventKind.FileChanged, "a"));
                    part.Add(At(6, TimelineEventKind.Deployed, "b"));
                    part.Add(At(-5, TimelineEventKind.FileChanged, "before"));
                    part.Add(At(4000, TimelineEventKind.FileChanged, "after"));
                }),
                unwanted,
            ],
            options,
            CancellationToken.None);

        Assert.Equal(["a"], timeline.Events.Select(found => found.Subject));
        Assert.Equal("what a test tells: reading it failed: the disk \\x1B burns. The rest was read; report this as a defect of Nginx502.", Assert.Single(timeline.NotSeen).ToString());
        Assert.False(unwanted.WasRead);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => TimelineCollector.Collect([], [], new TimelineOptions(), stop.Token));
    }

    private static TimelineEvent Errors(params (int From, int To, long Count)[] parts) =>
        At(0, TimelineEventKind.ErrorBurst, "unix:/run/php/shop.sock") with { Parts = [.. parts.Select(part => new BurstPart(Start.AddSeconds(part.From), Start.AddSeconds(part.To), part.Count))] };

    private static IReadOnlyList<TimelineEvent> Join(params TimelineEvent[] events) => TimelineJoin.Join(events);

    private static TimelineEvent At(int second, TimelineEventKind kind, string subject, int? processId = null, string source = "") =>
        new(Start.AddSeconds(second), kind, subject, "text", source) { ProcessId = processId };

    private sealed class Source(TimelineEventKind[] kinds, Action<TimelinePart> read) : TimelineSource
    {
        public bool WasRead { get; private set; }

        public override string What => "what a test tells";

        public override IReadOnlyList<TimelineEventKind> Kinds => kinds;

        public override void Read(TimelinePart part)
        {
            WasRead = true;
            read(part);
        }
    }
}
