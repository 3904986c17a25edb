using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis.Checklist;

/// <summary>Phase 3: what can run out.</summary>
public sealed class ResourcesPhaseTests
{
    private const long Gibi = 1L << 30;

    [Theory]
    [InlineData(6.0, ChecklistStatus.Passed)]
    [InlineData(0.3, ChecklistStatus.Warning)]
    [InlineData(0.05, ChecklistStatus.Failed)]
    public void Memory_of_the_machine(double available, ChecklistStatus status)
    {
        ChecklistItem item = With(Machine with { Memory = new MachineMemory(8 * Gibi, (long)(available * Gibi), 0, 0) }).Examine("memory")[0];

        Assert.Equal((status, "machine"), (item.Status, item.Subject));
        Assert.Equal(status != ChecklistStatus.Passed, item.Remedies.Length > 0);
    }

    [Fact]
    public void Memory_of_pools_is_that_of_all_workers_that_they_may_have()
    {
        ChecklistItem fits = Healthy.Only("pool memory");
        ChecklistItem tooMany = (Healthy with { Memory = MemoryOf(workers: 8, size: 300) }).Only("pool memory");

        Assert.Equal((ChecklistStatus.Passed, "All 10 that it may have fit, with 8 workers now."), (fits.Status, fits.Found));
        Assert.Equal((ChecklistStatus.Warning, "www", "Measure-FpmMemory www"), (tooMany.Status, tooMany.Pool, tooMany.Remedy?.Command));
        Assert.Contains("pm.max_children is 10", tooMany.Found);
        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Configuration = Configuration("aligned", fpmMaster: null) }).Only("pool memory").Status);
        Assert.Equal(ChecklistStatus.NotSeen, (Healthy with { Memory = null }).Only("pool memory").Status);
    }

    [Theory]
    [InlineData(100, 60, 60, 500, ChecklistStatus.Passed, ChecklistStatus.Passed)]
    [InlineData(100, 5, 5, 950, ChecklistStatus.Warning, ChecklistStatus.Warning)]
    [InlineData(100, 5, 0, 1000, ChecklistStatus.Failed, ChecklistStatus.Failed)]
    public void Space_and_inodes(int total, int free, int available, int inodes, ChecklistStatus space, ChecklistStatus files)
    {
        GatewaySnapshot snapshot = With(Machine with { FileSystems = [Disk(total, free, available, inodes)] });

        Assert.Equal((space, "/"), (snapshot.Only("disk space").Status, snapshot.Only("disk space").Subject));
        Assert.Equal(files, snapshot.Only("inodes").Status);
    }

    [Fact]
    public void A_mount_that_cannot_be_written_fails() =>
        Assert.Equal(ChecklistStatus.Failed, With(Machine with { FileSystems = [Disk(100, 60, 60, 500) with { IsReadOnly = true }] }).Only("disk space").Status);

    [Fact]
    public void What_is_short_comes_by_itself_and_the_rest_together()
    {
        ChecklistItem[] items = With(Machine with { FileSystems = [Disk(100, 60, 60, 1), Disk(100, 50, 50, 1) with { MountPoint = "/var" }, Disk(100, 5, 0, 1) with { MountPoint = "/tmp" }] }).Examine("disk space");

        Assert.Equal([("/tmp", ChecklistStatus.Failed), ("2 places", ChecklistStatus.Passed)], items.Select(item => (item.Subject, item.Status)));
        Assert.StartsWith("Enough. Least left, DiskSpace of /var: ", items[1].Found);
        Assert.Equal("DiskSpace of /var, DiskSpace of /", items[1].LookedAt);
    }

    [Fact]
    public void What_was_not_seen_is_told_with_the_rest()
    {
        ChecklistItem[] items = With(Machine with { Unseen = [new UnseenResource(GatewayResourceKind.OpenFiles, "php-fpm master 100", new NotSeen("its descriptors", "only root may", "Run it as root."))] }).Examine("open files");

        Assert.Equal([ChecklistStatus.NotSeen, ChecklistStatus.Passed], items.Select(item => item.Status));
        Assert.NotNull(items[0].Remedy);
    }

    [Theory]
    [InlineData(20, ChecklistStatus.Passed)]
    [InlineData(900, ChecklistStatus.Warning)]
    [InlineData(1024, ChecklistStatus.Failed)]
    public void Open_files(int open, ChecklistStatus status) =>
        Assert.Equal(status, With(Machine with { Processes = [Machine.Processes[0] with { OpenFiles = open }] }).Examine("open files")[0].Status);

    [Theory]
    [InlineData(200, ChecklistStatus.Passed)]
    [InlineData(90_000, ChecklistStatus.Warning)]
    [InlineData(100_000, ChecklistStatus.Failed)]
    public void Processes_of_the_machine(int tasks, ChecklistStatus status) =>
        Assert.Equal(status, With(Machine with { Tasks = Machine.Tasks! with { Tasks = tasks } }).Examine("process limits")[0].Status);

    [Fact]
    public void A_machine_that_was_not_looked_at_is_not_seen()
    {
        GatewaySnapshot none = Healthy with { Resources = null };

        Assert.All((string[])["memory", "disk space", "inodes", "process limits", "open files"], check => Assert.Equal(ChecklistStatus.NotSeen, none.Only(check).Status));
        Assert.Equal(ChecklistStatus.Skipped, With(Machine with { FileSystems = [] }).Only("inodes").Status);
    }

    [Fact]
    public void Workers_are_free_or_not_and_visitors_wait()
    {
        FpmPoolStatus full = Pool with { IdleProcesses = 0, ActiveProcesses = 10, ListenQueue = 3, IsFull = true };
        ChecklistItem busy = (Healthy with { Pools = [full] }).Only("process count");
        ChecklistItem overrun = (Healthy with { Pools = [full with { ListenQueue = 511 }] }).Only("process count");

        Assert.Equal((ChecklistStatus.Passed, "1 of 10 workers busy, pm.max_children 10, 0 waiting."), (Healthy.Only("process count").Status, Healthy.Only("process count").Found));
        Assert.Equal((ChecklistStatus.Warning, "pool www"), (busy.Status, busy.Subject));
        Assert.Contains("10 of 10 workers busy, pm.max_children 10, 3 waiting.", busy.Found);
        Assert.Equal(ChecklistStatus.Failed, overrun.Status);
        Assert.NotEmpty(overrun.Remedies);
    }

    [Fact]
    public void Workers_of_which_nothing_is_known_are_not_seen_and_none_are_skipped()
    {
        Assert.Equal(ChecklistStatus.NotSeen, (Healthy with { Pools = [Pool with { IsFull = null, ActiveProcesses = null }] }).Only("process count").Status);
        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Pools = [] }).Only("process count").Status);
    }

    private static GatewaySnapshot With(GatewayResourceFacts resources) => Healthy with { Resources = resources };
}
