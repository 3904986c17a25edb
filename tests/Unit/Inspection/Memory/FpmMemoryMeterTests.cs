using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Memory;

public sealed class FpmMemoryMeterTests
{
    private const long Megabyte = 1024 * 1024;
    private const int Master = 100;

    private static readonly DateTime Now = new(2026, 11, 25, 3, 0, 0, DateTimeKind.Local);

    [Fact]
    public void A_pool_that_works_gets_numbers_that_php_fpm_takes()
    {
        FpmMemoryMeasurement measured = Measure(Facts(Workers(8, 20)), Pool("www", 5, "dynamic"));

        Assert.Empty(measured.Remarks);
        Assert.Equal((false, true, null), (measured.IsUncertain, measured.MoreWouldHelp, measured.UncertainReason));
        Assert.Equal(("the machine", 8, 20 * Megabyte), (measured.LimitedBy, measured.WorkerCount, measured.Peak.Percentile95));

        // (800 + 8 * 20 + 10) * 0.8 - (10 + 8 * 2) = 750 MB.
        Assert.Equal(37, measured.RecommendedMaxChildren);
        Assert.Equal((13, 9, 18), (measured.RecommendedStartServers, measured.RecommendedMinSpareServers, measured.RecommendedMaxSpareServers));
        Assert.Equal(Master, measured.ProcessId);
        Assert.Equal((77UL, "machine", "boot", Now), (measured.MasterStartTicks, measured.MachineId, measured.BootId, measured.Time));
        Assert.Equal("www: pm.max_children 5 -> 37", measured.ToString());
    }

    [Theory]
    [InlineData("static")]
    [InlineData("ondemand")]
    public void Other_managers_have_no_spare_servers(string manager)
    {
        FpmMemoryMeasurement measured = Measure(Facts(Workers(8, 20)), Pool("www", 5, manager));

        Assert.Equal(37, measured.RecommendedMaxChildren);
        Assert.Null(measured.RecommendedStartServers ?? measured.RecommendedMinSpareServers ?? measured.RecommendedMaxSpareServers);
    }

    [Fact]
    public void The_limit_of_a_group_counts_where_it_is_tighter()
    {
        var group = new ControlGroupMemory("/php", 300 * Megabyte, null, 220 * Megabyte, 20 * Megabyte, null, null, 0, 0);
        FpmMemoryMeasurement measured = Measure(
            Facts(Workers(8, 20)) with { Masters = [MasterWith(Workers(8, 20)) with { Groups = ControlGroupLimits.None with { Memory = [group] } }] }, Pool("www", 5, "static"));

        // (100 + 170) * 0.8 - 26 = 190 MB.
        Assert.Equal((9, "the control group /php of 300 MB"), (measured.RecommendedMaxChildren, measured.LimitedBy));
        Assert.Equal((100 + 160) * Megabyte, measured.Available);
    }

    [Fact]
    public void More_processes_than_its_group_may_have_are_not_recommended()
    {
        ControlGroupLimits groups = ControlGroupLimits.None with { Processes = [new ControlGroupProcesses("/php", 20, 10, 0)] };
        FpmMemoryMeasurement measured = Measure(Facts([]) with { Masters = [MasterWith(Workers(8, 20)) with { Groups = groups }] }, Pool("www", 5, "static"));

        Assert.Equal(18, measured.RecommendedMaxChildren);
        Assert.Contains("TasksMax=", measured.Arithmetic[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_processors_can_serve_is_not_recommended() => Assert.Equal(
        100, Measure(Facts(Workers(8, 20)) with { Memory = new MachineMemory(1L << 40, 1L << 40, 0, 0) }, Pool("www", 5, "static")).RecommendedMaxChildren);

    [Fact]
    public void All_pools_of_all_versions_share_the_machine()
    {
        FpmMasterMemory other = MasterWith([.. Workers(8, 20)]) with { ProcessId = 200 };
        FpmMemoryFacts facts = Facts(Workers(8, 20)) with { Masters = [MasterWith(Workers(8, 20)), other] };

        IReadOnlyList<FpmMemoryMeasurement> measured = FpmMemoryMeter.Measure(facts, [Pool("www", 5, "static"), Pool("www", 15, "static", 200)]);

        // (800 + 2 * 170) * 0.8 - 2 * 26 = 860 MB, a quarter and three quarters.
        Assert.Equal([10, 32], measured.Select(one => one.RecommendedMaxChildren!.Value));
    }

    [Theory]
    [InlineData(0, 0, 5, "NoWorkers")]
    [InlineData(2, 2, 5, "FewWorkers")]
    [InlineData(2, 2, 2, "")]
    [InlineData(1, 1, 1, "")]
    [InlineData(8, 2, 5, "NewWorkers")]
    [InlineData(8, 3, 5, "NewWorkers")]
    [InlineData(8, 4, 5, "")]
    [InlineData(8, 0, 5, "NewWorkers")]
    public void Too_few_and_too_new_workers_are_uncertain(int workers, int experienced, int maxChildren, string kind)
    {
        FpmWorkerMemory[] all = [.. Workers(workers, 20).Select((worker, index) => index < experienced ? worker : worker with { ProcessorTime = TimeSpan.FromMilliseconds(20) })];

        FpmMemoryMeasurement measured = Measure(Facts(all), Pool("www", maxChildren, "dynamic"));

        Assert.Equal(kind, string.Join(' ', measured.Remarks.Where(remark => remark.MakesUncertain).Select(remark => remark.Kind)));
        Assert.Equal(kind.Length > 0, measured.IsUncertain);
        Assert.Equal(workers == 0, measured.RecommendedMaxChildren is null);
    }

    [Fact]
    public void New_workers_do_not_make_a_worker_look_smaller()
    {
        FpmWorkerMemory[] idle = [.. Workers(40, 2).Select(worker => worker with { ProcessorTime = TimeSpan.Zero, ProcessId = worker.ProcessId + 100 })];

        // 95 of 100 of all of them take 2 MB.
        Assert.InRange(Measure(Facts([.. idle, .. Workers(1, 60)]), Pool("www", 5, "static")).RecommendedMaxChildren!.Value, 10, 16);
    }

    [Fact]
    public void What_does_not_run_is_not_measured()
    {
        FpmMemoryMeasurement measured = Measure(Facts(Workers(8, 20)), Pool("www", 5, "static", master: null));

        Assert.Equal([FpmMemoryRemarkKind.NotRunning], measured.Remarks.Select(remark => remark.Kind));
        Assert.Equal((null, null, 800 * Megabyte), (measured.RecommendedMaxChildren, measured.ProcessId, measured.Available));
        Assert.Equal("www: not measured", measured.ToString());
    }

    [Fact]
    public void An_estimate_says_that_it_is_one()
    {
        FpmWorkerMemory[] workers = [.. Workers(8, 20).Select(worker => worker with { Memory = worker.Memory with { Source = MemorySource.Status } })];

        Assert.Contains(Measure(Facts(workers), Pool("www", 5, "static")).Remarks, remark => remark is { Kind: FpmMemoryRemarkKind.Estimated, MakesUncertain: true });
    }

    [Fact]
    public void Limits_that_were_not_seen_make_it_uncertain()
    {
        ControlGroupLimits unseen = ControlGroupLimits.None with { NotSeen = [new NotSeen("limits", "no", "Run it as root.")] };

        Assert.Contains(
            Measure(Facts([]) with { Masters = [MasterWith(Workers(8, 20)) with { Groups = unseen }] }, Pool("www", 5, "static")).Remarks, remark => remark.Kind == FpmMemoryRemarkKind.LimitNotSeen);
        FpmMemoryMeasurement blind = Measure(Facts(Workers(8, 20)) with { Memory = null }, Pool("www", 5, "static"));
        Assert.True(blind.IsUncertain);
        Assert.Null(blind.RecommendedMaxChildren);
    }

    [Fact]
    public void Too_many_children_are_told()
    {
        Assert.Contains(Measure(Facts(Workers(8, 20)), Pool("www", 50, "static")).Remarks, remark => remark is { Kind: FpmMemoryRemarkKind.TooManyChildren, MakesUncertain: false });
        FpmMemoryMeasurement tight = Measure(Facts(Workers(8, 20)), Pool("www", 5, "static"), reserve: 960 * Megabyte);
        Assert.Contains(tight.Remarks, remark => remark.Kind == FpmMemoryRemarkKind.NoRoom);
        Assert.Equal(1, tight.RecommendedMaxChildren);
    }

    [Fact]
    public void Growth_is_seen_in_workers_of_different_age()
    {
        FpmWorkerMemory[] workers = [.. Workers(6, 20).Select((worker, hour) => worker with { StartTime = Now.AddHours(-hour), Memory = worker.Memory with { Unique = (20 + (5 * hour)) * Megabyte } })];
        FpmMemoryMeasurement measured = Measure(Facts(workers), Pool("www", 5, "static"));

        Assert.Equal(5 * Megabyte, measured.GrowthPerHour);
        Assert.Contains(measured.Remarks, remark => remark.Kind == FpmMemoryRemarkKind.Growing && remark.Remedy.Contains("pm.max_requests", StringComparison.Ordinal));
        Assert.Null(Measure(Facts(Workers(6, 20)), Pool("www", 5, "static")).GrowthPerHour);
    }

    [Theory]
    [InlineData(FpmWorkerWait.Network, "10.0.0.5:3306", "SlowBackend")]
    [InlineData(FpmWorkerWait.LocalSocket, null, "SlowBackend")]
    [InlineData(FpmWorkerWait.SessionLock, "/var/lib/php/sessions/sess_ab", "LockedOut")]
    [InlineData(FpmWorkerWait.Client, null, "")]
    [InlineData(FpmWorkerWait.Request, null, "")]
    [InlineData(FpmWorkerWait.Processor, null, "ProcessorBound")]
    [InlineData(FpmWorkerWait.Stopped, null, "Stopped")]
    public void What_keeps_more_workers_from_helping_is_told(FpmWorkerWait wait, string? waitsFor, string kind)
    {
        FpmWorkerActivity[] activities =
        [
            .. Workers(8, 20).Select((worker, index) => new FpmWorkerActivity { ProcessId = worker.ProcessId, Wait = index < 5 ? wait : FpmWorkerWait.Request, WaitsFor = waitsFor, ProcessorShare = wait == FpmWorkerWait.Processor ? 0.24 : 0 }),
        ];
        FpmMemoryMeasurement measured = Measure(Facts([]) with { Masters = [MasterWith(Workers(8, 20)) with { Activities = activities }] }, Pool("www", 5, "dynamic"));

        Assert.Equal(kind, string.Join(' ', measured.Remarks.Select(remark => remark.Kind)));
        Assert.Equal((kind.Length == 0, kind.Length == 0 ? 37 : 5), (measured.MoreWouldHelp, measured.RecommendedMaxChildren));
        Assert.Contains(waitsFor ?? string.Empty, string.Join(' ', measured.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.97, true)]
    [InlineData(0.5, false)]
    public void Processors_that_others_use_are_not_there_for_workers(double busy, bool isTold)
    {
        FpmWorkerActivity[] activities = [.. Workers(8, 20).Select(worker => new FpmWorkerActivity { ProcessId = worker.ProcessId, Wait = FpmWorkerWait.Processor, ProcessorShare = 0.05 })];
        FpmMemoryFacts facts = Facts([]) with { Masters = [MasterWith(Workers(8, 20)) with { Activities = activities }], Processor = new MachineProcessor(busy, 0, 0) };

        FpmMemoryMeasurement measured = Measure(facts, Pool("www", 5, "dynamic"));

        Assert.Equal(isTold, measured.Remarks.Any(remark => remark.Kind == FpmMemoryRemarkKind.ProcessorBound && remark.Text.Contains("0.4 of them with php-fpm", StringComparison.Ordinal)));
        Assert.Equal(!isTold, measured.MoreWouldHelp);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.05, false)]
    public void A_pool_that_is_throttled_gains_nothing_from_more_workers(double share, bool isTold)
    {
        ControlGroupLimits groups = ControlGroupLimits.None with { Processor = [new ControlGroupProcessor("/php", 0.5, 10, 5, TimeSpan.Zero)] };
        FpmMemoryMeasurement measured = Measure(Facts([]) with { Masters = [MasterWith(Workers(8, 20)) with { Groups = groups, ThrottledShare = share }] }, Pool("www", 5, "static"));

        Assert.Equal(isTold, measured.Remarks.Any(remark => remark.Kind == FpmMemoryRemarkKind.Throttled));
        Assert.Equal(!isTold, measured.MoreWouldHelp);
    }

    private static FpmMemoryMeasurement Measure(FpmMemoryFacts facts, FpmPool pool, long reserve = 0) => FpmMemoryMeter.Measure(facts, [pool], reserve).Single();

    private static FpmMemoryFacts Facts(FpmWorkerMemory[] workers) => new(
        "host", new MachineIdentity("machine", "boot"), Now, new MachineMemory(1000 * Megabyte, 800 * Megabyte, 0, 0), 2, [MasterWith(workers)], []);

    private static FpmMasterMemory MasterWith(FpmWorkerMemory[] workers) =>
        new(Master, 77, "/etc/php-fpm.conf", Use(10, 0), workers, null, ControlGroupLimits.None, null, []);

    private static FpmWorkerMemory[] Workers(int count, int megabytes) =>
        [.. Enumerable.Range(1, count).Select(id => new FpmWorkerMemory(id, "www", Now.AddHours(-1), TimeSpan.FromSeconds(1), Use(megabytes, 2)))];

    private static ProcessMemoryUse Use(int megabytes, int shared) => new(
        (megabytes + 10) * Megabyte, (megabytes + shared) * Megabyte, megabytes * Megabyte, megabytes * Megabyte, 0, megabytes * Megabyte, 0, (megabytes + 10) * Megabyte, MemorySource.SmapsRollup);

    private static FpmPool Pool(string name, int maxChildren, string manager, int? master = Master) => new()
    {
        Pool = name,
        ConfigurationPath = "/etc/php-fpm.conf",
        ProcessId = master,
        Settings = [new FpmSetting("pm", manager, false, null, null), new FpmSetting("pm.max_children", $"{maxChildren}", false, null, null)],
    };
}
