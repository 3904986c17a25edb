using System.Text.Json;

namespace Nginx502.UnitTests.Diagnosis.Resources;

public sealed class ResourceJudgementTests
{
    private const long Gibi = 1L << 30;

    private static readonly GatewayResourceFacts Empty = new() { Time = new DateTime(2026, 11, 25, 3, 0, 0, DateTimeKind.Local), Processors = 4 };

    [Theory]
    [InlineData(64, 20, GatewayResourceState.Fine)]
    [InlineData(64, 5, GatewayResourceState.Fine)]
    [InlineData(16, 1.5, GatewayResourceState.Warning)]
    [InlineData(64, 1.5, GatewayResourceState.Warning)]
    [InlineData(64, 0.5, GatewayResourceState.Exhausted)]
    [InlineData(1, 0.02, GatewayResourceState.Exhausted)]
    public void Memory_is_short_by_share_and_amount(double total, double available, GatewayResourceState state) =>
        Assert.Equal(state, Judge(Empty with { Memory = new MachineMemory((long)(total * Gibi), (long)(available * Gibi), 0, 0) }, GatewayResourceKind.Memory).State);

    [Fact]
    public void Memory_that_was_promised_counts_where_the_kernel_keeps_to_it()
    {
        var memory = new MachineMemory(8 * Gibi, 6 * Gibi, 0, 0) { Committed = 4 * Gibi, CommitLimit = 4 * Gibi, IsCommitLimited = true };

        Assert.Equal(GatewayResourceState.Exhausted, Judge(Empty with { Memory = memory }, GatewayResourceKind.CommittedMemory).State);
        Assert.DoesNotContain(ResourceJudgement.Judge(Empty with { Memory = memory with { IsCommitLimited = false } }), resource => resource.Resource == GatewayResourceKind.CommittedMemory);
    }

    [Theory]
    [InlineData(GatewayResourceKind.MemoryPressure, 0.05, GatewayResourceState.Fine)]
    [InlineData(GatewayResourceKind.MemoryPressure, 0.2, GatewayResourceState.Warning)]
    [InlineData(GatewayResourceKind.MemoryPressure, 0.7, GatewayResourceState.Exhausted)]
    [InlineData(GatewayResourceKind.IoPressure, 0.3, GatewayResourceState.Warning)]
    [InlineData(GatewayResourceKind.CpuPressure, 0.3, GatewayResourceState.Fine)]
    [InlineData(GatewayResourceKind.CpuPressure, 0.9, GatewayResourceState.Warning)]
    public void Pressure_is_judged_by_what_stood_still(GatewayResourceKind kind, double share, GatewayResourceState state)
    {
        GatewayResource resource = Judge(Empty with { Pressure = [new MachinePressure(kind, share, share, kind == GatewayResourceKind.CpuPressure ? 0 : share, 0)] }, kind);

        Assert.Equal((state, share), (resource.State, resource.Share!.Value));
    }

    [Theory]
    [InlineData(100, 90, 50, 0, false, GatewayResourceState.Fine, GatewayResourceState.Fine)]
    [InlineData(100, 5, 5, 0, false, GatewayResourceState.Warning, GatewayResourceState.Fine)]
    [InlineData(100, 5, 0, 0, false, GatewayResourceState.Exhausted, GatewayResourceState.Fine)]
    [InlineData(100, 50, 50, 1000, false, GatewayResourceState.Fine, GatewayResourceState.Exhausted)]
    [InlineData(100, 50, 50, 950, false, GatewayResourceState.Fine, GatewayResourceState.Warning)]
    public void Disks_are_short_of_space_or_of_inodes(int total, int free, int available, int usedInodes, bool isReadOnly, GatewayResourceState space, GatewayResourceState inodes)
    {
        var system = new FileSystemFacts("/var", "ext4", ["/var/log/nginx"], ["logs of nginx"], total * Gibi, free * Gibi, available * Gibi, 1000, 1000 - usedInodes, isReadOnly);
        GatewayResourceFacts facts = Empty with { FileSystems = [system] };

        Assert.Equal(space, Judge(facts, GatewayResourceKind.DiskSpace).State);
        Assert.Equal(inodes, Judge(facts, GatewayResourceKind.Inodes).State);
    }

    [Fact]
    public void A_file_system_that_sets_no_number_of_files_is_not_short_of_them() => Assert.DoesNotContain(
        ResourceJudgement.Judge(Empty with { FileSystems = [new FileSystemFacts("/", "btrfs", ["/x"], ["logs of nginx"], Gibi, Gibi, Gibi, 0, 0, false)] }),
        resource => resource.Resource == GatewayResourceKind.Inodes);

    [Fact]
    public void A_read_only_mount_is_told_and_nothing_else_of_it()
    {
        GatewayResource resource = Assert.Single(ResourceJudgement.Judge(Empty with { FileSystems = [new FileSystemFacts("/var lib", "ext4", ["/x"], ["sessions"], 1, 1, 1, 1, 1, true)] }));

        Assert.Equal((GatewayResourceKind.ReadOnlyMount, GatewayResourceState.Exhausted), (resource.Resource, resource.State));
        Assert.Contains(resource.Remedies, remedy => remedy.Command == "mount -o remount,rw '/var lib'");
    }

    [Fact]
    public void Of_many_workers_the_fullest_stands_for_all()
    {
        ProcessResources[] workers = [.. Enumerable.Range(0, 50).Select(at => Process("nginx", 100 + at, at == 7 ? 990 : 20, 1024) with { Connections = at, ConnectionLimit = 50 })];
        IReadOnlyList<GatewayResource> all = ResourceJudgement.Judge(Empty with { Processes = [Process("nginx", 1, 12, 1024) with { IsMaster = true }, .. workers] });

        GatewayResource[] files = [.. all.Where(resource => resource.Resource == GatewayResourceKind.OpenFiles)];
        Assert.Equal(["nginx worker 107 of 50", "nginx master 1"], files.Select(resource => resource.Subject));
        Assert.Equal([GatewayResourceState.Warning, GatewayResourceState.Fine], files.Select(resource => resource.State));
        Assert.Equal(("nginx worker 149 of 50", GatewayResourceState.Exhausted), Assert.Single(all, resource => resource.Resource == GatewayResourceKind.WorkerConnections) is { } busiest ? (busiest.Subject, busiest.State) : default);
    }

    [Fact]
    public void More_connections_than_descriptors_are_warned_of()
    {
        GatewayResource resource = Judge(Empty with { Processes = [Process("nginx", 9, 10, 1024) with { ConnectionLimit = 4096, Connections = 3 }] }, GatewayResourceKind.OpenFiles);

        Assert.Equal(GatewayResourceState.Warning, resource.State);
        Assert.Contains("worker_connections is 4096", resource.Explanation);
        Assert.Contains("worker_rlimit_nofile", Assert.Single(resource.Remedies).Description);
    }

    [Fact]
    public void Programs_with_several_masters_are_named_with_their_configurations()
    {
        ProcessResources[] processes = [Process("php-fpm", 1, 5, 100) with { ConfigurationPath = "/a.conf" }, Process("php-fpm", 2, 5, 100) with { ConfigurationPath = "/b.conf" }];

        Assert.Equal(
            ["php-fpm (/a.conf) worker 1", "php-fpm (/b.conf) worker 2"],
            ResourceJudgement.Judge(Empty with { Processes = processes }).Where(resource => resource.Resource == GatewayResourceKind.OpenFiles).Select(resource => resource.Subject));
    }

    [Theory]
    [InlineData(0, 128, GatewayResourceState.Fine)]
    [InlineData(63, 128, GatewayResourceState.Fine)]
    [InlineData(64, 128, GatewayResourceState.Warning)]
    [InlineData(128, 128, GatewayResourceState.Warning)]
    [InlineData(129, 128, GatewayResourceState.Exhausted)]
    [InlineData(0, 0, GatewayResourceState.Fine)]
    [InlineData(1, 0, GatewayResourceState.Exhausted)]
    public void A_queue_takes_one_more_than_its_limit(long queued, long limit, GatewayResourceState state) => Assert.Equal(
        state, Judge(Empty with { ListenQueues = [new ListenQueue("php-fpm", "/x", FpmEndpoint.Parse("/run/x.sock"), queued, limit)] }, GatewayResourceKind.ListenQueue).State);

    [Theory]
    [InlineData(0, null, GatewayResourceState.Fine)]
    [InlineData(70, null, GatewayResourceState.Note)]
    [InlineData(70, 0, GatewayResourceState.Note)]
    [InlineData(70, 3, GatewayResourceState.Exhausted)]
    public void Overflows_count_when_they_happen(int sinceBoot, int? now, GatewayResourceState state) => Assert.Equal(
        state,
        Judge(Empty with { Sockets = new MachineSockets([], [], 100, null, null, null, sinceBoot, sinceBoot, now, now) }, GatewayResourceKind.ListenOverflow).State);

    [Fact]
    public void Ports_are_counted_by_where_they_lead()
    {
        var sockets = new MachineSockets([new SocketCount("close-wait", 900)], [new SocketCount("127.0.0.1:9000", 28000)], 28232, null, null, null, null, null, null, null);

        GatewayResource ports = Judge(Empty with { Sockets = sockets }, GatewayResourceKind.EphemeralPorts);

        Assert.Equal(("to 127.0.0.1:9000", GatewayResourceState.Exhausted), (ports.Subject, ports.State));
        Assert.Equal(GatewayResourceState.Warning, Judge(Empty with { Sockets = sockets }, GatewayResourceKind.Sockets).State);
    }

    [Theory]
    [InlineData(0, null, GatewayResourceState.Fine)]
    [InlineData(2, 0, GatewayResourceState.Note)]
    [InlineData(2, 1, GatewayResourceState.Exhausted)]
    public void Kills_of_the_machine_count_when_they_happen(int sinceBoot, int? now, GatewayResourceState state) =>
        Assert.Equal(state, Judge(Empty with { OutOfMemory = new OutOfMemoryKills(sinceBoot, now) }, GatewayResourceKind.OutOfMemoryKills).State);

    [Fact]
    public void Groups_of_a_service_are_judged_by_the_tightest()
    {
        var limits = new ControlGroupLimits(
            [
                new ControlGroupMemory("/system.slice/php8.2-fpm.service", Gibi, null, Gibi, Gibi / 50, null, null, 3, 2),
                new ControlGroupMemory("/system.slice", 8 * Gibi, null, Gibi, 0, null, null, 0, 2),
            ],
            [new ControlGroupProcessor("/system.slice/php8.2-fpm.service", 1.5, 100, 40, TimeSpan.FromSeconds(3))],
            [new ControlGroupProcesses("/system.slice/php8.2-fpm.service", 200, 199, 4)],
            []);
        IReadOnlyList<GatewayResource> all = ResourceJudgement.Judge(Empty with { Groups = [new ServiceGroup("php-fpm", "/x", limits, 10, 5, 0)] });

        Assert.Equal(
            [
                (GatewayResourceKind.Processes, GatewayResourceState.Exhausted),
                (GatewayResourceKind.ServiceMemory, GatewayResourceState.Warning),
                (GatewayResourceKind.CpuThrottling, GatewayResourceState.Warning),
                (GatewayResourceKind.OutOfMemoryKills, GatewayResourceState.Warning),
            ],
            all.Select(resource => (resource.Resource, resource.State)));
        Assert.All(all, resource => Assert.Equal("php-fpm, /system.slice/php8.2-fpm.service", resource.Subject));
        Assert.Equal(0.5, all[2].Share);
    }

    [Fact]
    public void What_was_not_seen_is_a_result()
    {
        var gap = new NotSeen("pressure (cpu)", "this kernel does not tell it", "Use another.");
        GatewayResource resource = Assert.Single(ResourceJudgement.Judge(Empty with { Unseen = [new UnseenResource(GatewayResourceKind.CpuPressure, "machine", gap)] }));

        Assert.Equal((GatewayResourceState.NotSeen, false, gap.ToString()), (resource.State, resource.IsShort, resource.Explanation));
    }

    [Fact]
    public void The_worst_comes_first_and_all_is_explained()
    {
        GatewayResourceFacts facts = Empty with
        {
            Memory = new MachineMemory(16 * Gibi, 8 * Gibi, Gibi, 0),
            Load = new MachineLoad(20, 5, 1),
            Tasks = new MachineTasks(400, 1000, 32768, 10, 20),
            Processor = new MachineProcessor(0.99, 0, 0.5),
            ConnectionTracking = new ConnectionTracking(1000, 1000),
        };
        IReadOnlyList<GatewayResource> all = ResourceJudgement.Judge(facts);

        Assert.Equal(all.Select(resource => resource.State).OrderDescending(), all.Select(resource => resource.State));
        Assert.All(all, resource => Assert.True(resource.Explanation.EndsWith('.') && resource.Time == facts.Time));
        Assert.All(all.Where(resource => resource.IsShort), resource => Assert.NotEmpty(resource.Remedies));
        Assert.All(all.Where(resource => resource.State == GatewayResourceState.Fine), resource => Assert.Empty(resource.Remedies));
    }

    [Fact]
    public void Facts_and_results_survive_json()
    {
        GatewayResourceFacts facts = Empty with
        {
            Memory = new MachineMemory(1, 1, 0, 0),
            Groups = [new ServiceGroup("nginx", "/x", new ControlGroupLimits([new ControlGroupMemory("/g", 9, null, 1, 0, null, null, 0, 0)], [], [], []), null, null, null)],
            FileSystems = [new FileSystemFacts("/", "ext4", ["/x"], ["logs of nginx"], 9, 9, 9, 9, 9, false)],
        };
        GatewayResourceFacts read = JsonSerializer.Deserialize<GatewayResourceFacts>(JsonSerializer.Serialize(facts))!;

        Assert.Equal(JsonSerializer.Serialize(facts), JsonSerializer.Serialize(read));
        Assert.Equal(ResourceJudgement.Judge(facts).Select(resource => resource.ToString()), ResourceJudgement.Judge(read).Select(resource => resource.ToString()));
        string result = JsonSerializer.Serialize(ResourceJudgement.Judge(facts)[0]);
        Assert.Equal(result, JsonSerializer.Serialize(JsonSerializer.Deserialize<GatewayResource>(result)));
    }

    private static GatewayResource Judge(GatewayResourceFacts facts, GatewayResourceKind kind) => Assert.Single(ResourceJudgement.Judge(facts), resource => resource.Resource == kind);

    private static ProcessResources Process(string program, int id, long files, long limit) => new(program, "/x.conf", id, false, null, "www-data", false, files, limit, 1, null, null, null);
}
