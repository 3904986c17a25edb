using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.ControlGroups;

public sealed class ControlGroupReaderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nginx502-cgroup");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Version_2_is_read_up_to_the_outermost_group()
    {
        Write("unified/cpu.stat", "usage_usec 5\n");
        Write("unified/system.slice/memory.max", "max\n");
        Write("unified/system.slice/memory.current", "900\n");
        Write("unified/system.slice/php8.2-fpm.service/memory.max", "1000\n");
        Write("unified/system.slice/php8.2-fpm.service/memory.high", "800\n");
        Write("unified/system.slice/php8.2-fpm.service/memory.current", "600\n");
        Write("unified/system.slice/php8.2-fpm.service/memory.stat", "anon 300\nfile 300\ninactive_file 100\nactive_file 150\nslab_reclaimable 50\n");
        Write("unified/system.slice/php8.2-fpm.service/memory.swap.max", "0\n");
        Write("unified/system.slice/php8.2-fpm.service/memory.swap.current", "0\n");
        Write("unified/system.slice/php8.2-fpm.service/memory.events", "low 0\nhigh 7\nmax 3\noom 2\noom_kill 1\noom_group_kill 0\n");
        Write("unified/system.slice/php8.2-fpm.service/cpu.max", "150000 100000\n");
        Write("unified/system.slice/php8.2-fpm.service/cpu.stat", "usage_usec 5\nnr_periods 40\nnr_throttled 10\nthrottled_usec 2500000\n");
        Write("unified/system.slice/php8.2-fpm.service/pids.max", "100\n");
        Write("unified/system.slice/php8.2-fpm.service/pids.current", "12\n");
        Write("unified/system.slice/php8.2-fpm.service/pids.events", "max 4\n");

        ControlGroupLimits limits = Reader(("unified", "/", "cgroup2", "rw")).Read("0::/system.slice/php8.2-fpm.service\n");

        Assert.Equal(
            [
                new ControlGroupMemory("/system.slice/php8.2-fpm.service", 1000, 800, 600, 200, 0, 0, 3, 1),
                new ControlGroupMemory("/system.slice", null, null, 900, 0, null, null, null, null),
            ],
            limits.Memory);
        Assert.Equal((800L, 400L), (limits.TightestMemory!.EffectiveLimit, limits.TightestMemory.Available));
        Assert.Equal([new ControlGroupProcessor("/system.slice/php8.2-fpm.service", 1.5, 40, 10, TimeSpan.FromSeconds(2.5))], limits.Processor);
        Assert.Equal([new ControlGroupProcesses("/system.slice/php8.2-fpm.service", 100, 12, 4)], limits.Processes);
        Assert.Empty(limits.NotSeen);
    }

    [Fact]
    public void Version_1_has_a_hierarchy_for_each_controller()
    {
        Write("memory/memory.limit_in_bytes", "9223372036854771712\n");
        Write("memory/memory.usage_in_bytes", "5\n");
        Write("memory/web/memory.limit_in_bytes", "1000\n");
        Write("memory/web/memory.memsw.limit_in_bytes", "1500\n");
        Write("memory/web/memory.usage_in_bytes", "700\n");
        Write("memory/web/memory.failcnt", "6\n");
        Write("memory/web/memory.stat", "inactive_file 1\ntotal_inactive_file 100\ntotal_active_file 60\ntotal_swap 9\n");
        Write("memory/web/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        Write("cpu/web/cpu.cfs_quota_us", "50000\n");
        Write("cpu/web/cpu.cfs_period_us", "100000\n");
        Write("cpu/web/cpu.stat", "nr_periods 8\nnr_throttled 2\nthrottled_time 1500000000\n");
        Write("cpu/cpu.cfs_quota_us", "-1\n");
        Write("cpu/cpu.cfs_period_us", "100000\n");
        Write("pids/web/pids.max", "max\n");
        Write("pids/web/pids.current", "3\n");

        ControlGroupLimits limits = Reader(("memory", "/", "cgroup", "rw,memory"), ("cpu", "/", "cgroup", "rw,cpu,cpuacct"), ("pids", "/", "cgroup", "rw,pids"), ("unified", "/", "cgroup2", "rw"))
            .Read("4:memory:/web\n3:pids:/web\n2:cpu,cpuacct:/web\n1:name=systemd:/\n0::/\n");

        Assert.Equal([new ControlGroupMemory("/web", 1000, null, 700, 130, 500, 9, 6, 2)], limits.Memory);
        Assert.Equal(new ControlGroupProcessor("/web", 0.5, 8, 2, TimeSpan.FromSeconds(1.5)), limits.TightestProcessor);
        Assert.Equal([new ControlGroupProcesses("/web", null, 3, null)], limits.Processes);
        Assert.Empty(limits.NotSeen);
    }

    [Fact]
    public void Where_version_1_is_not_hierarchical_groups_above_do_not_count()
    {
        Write("memory/a/memory.limit_in_bytes", "10\n");
        Write("memory/a/memory.usage_in_bytes", "1\n");
        Write("memory/a/b/memory.limit_in_bytes", "1000\n");
        Write("memory/a/b/memory.usage_in_bytes", "1\n");
        Write("memory/a/b/memory.use_hierarchy", "0\n");

        Assert.Equal(1000, Reader(("memory", "/", "cgroup", "rw,memory")).Read("4:memory:/a/b\n").TightestMemory!.Limit);
    }

    [Theory]
    [InlineData("/docker/4711", "0::/docker/4711")]
    [InlineData("/docker/4711", "0::/")]
    [InlineData("/", "0::/")]
    public void A_container_sees_its_own_group_as_the_outermost(string mountRoot, string membership)
    {
        Write("unified/memory.max", "1000\n");
        Write("unified/memory.current", "100\n");

        Assert.Equal([new ControlGroupMemory("/", 1000, null, 100, 0, null, null, null, null)], Reader(("unified", mountRoot, "cgroup2", "rw")).Read(membership).Memory);
    }

    [Theory]
    [InlineData("0::/../../system.slice/php8.2-fpm.service")]
    [InlineData("0::/gone.service")]
    public void A_group_that_is_not_shown_here_is_told(string membership)
    {
        ControlGroupLimits limits = Reader(("unified", "/", "cgroup2", "rw")).Read(membership);

        Assert.Empty(limits.Memory);
        Assert.Equal(membership.Contains("gone", StringComparison.Ordinal) ? 0 : 3, limits.NotSeen.Length);
    }

    [Fact]
    public void Names_of_strangers_are_made_safe()
    {
        Write("unified/a\u001b[31m/memory.max", "1000\n");
        Write("unified/a\u001b[31m/memory.current", "1\n");

        Assert.DoesNotContain('\u001b', Reader(("unified", "/", "cgroup2", "rw")).Read("0::/a\u001b[31m").Memory[0].Path);
    }

    [Fact]
    public void A_full_group_leaves_nothing() => Assert.Equal(0, new ControlGroupMemory("/a", 100, null, 150, 10, null, null, null, null).Available);

    [Fact]
    public void The_groups_of_this_process_are_found()
    {
        ControlGroupLimits limits = ControlGroupReader.OfThisMachine().Read(Environment.ProcessId);

        Assert.All(limits.Memory, group => Assert.True(group.Current >= 0));
        Assert.NotEmpty(ControlGroupReader.OfThisMachine().Read(int.MaxValue).NotSeen);
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private ControlGroupReader Reader(params (string Name, string Root, string FileSystem, string Options)[] mounts)
    {
        string table = string.Concat(mounts.Select(mount =>
        {
            Directory.CreateDirectory(Path.Combine(_root.FullName, mount.Name));
            return $"30 23 0:28 {mount.Root} {_root.FullName}/{mount.Name} rw,nosuid shared:9 - {mount.FileSystem} cgroup {mount.Options}\n";
        }));
        return new ControlGroupReader("/proc", ControlGroupHierarchy.Of(MountEntry.Parse(System.Text.Encoding.UTF8.GetBytes(table))));
    }
}
