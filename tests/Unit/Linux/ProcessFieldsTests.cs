using System.Text;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class ProcessFieldsTests
{
    [Theory]
    [InlineData("7 (a) b) D 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 8123 9", 'D', 1, 8123)]
    [InlineData("7 (x) S 1 7", 'S', 1, 0)]
    [InlineData("", null, null, 0)]
    public void Stat_is_read_behind_the_last_parenthesis(string text, char? state, int? parent, ulong start) =>
        Assert.Equal((state, parent, start), ProcessFields.ReadStat(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Status_tells_users_and_groups()
    {
        ProcessCredentials credentials = ProcessFields.ReadCredentials("Name:\tUid: 9\nUid:\t0\t33\t1\t33\nGid:\t4\t5\t6\t5\nGroups:\t4 33 1000 \nNSpid:\t7\n")!;

        Assert.Equal((0u, 33u, 1u), (credentials.RealUserId, credentials.EffectiveUserId, credentials.SavedUserId));
        Assert.Equal((4u, 5u, 6u), (credentials.RealGroupId, credentials.EffectiveGroupId, credentials.SavedGroupId));
        Assert.Equal([4u, 33u, 1000u], credentials.GroupIds);
        Assert.Null(ProcessFields.ReadCredentials("Name:\tx\n"));
        Assert.Empty(ProcessFields.ReadCredentials("Uid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nGroups:\t\n")!.GroupIds);
    }

    [Theory]
    [InlineData("0::/system.slice/nginx.service\n", "/system.slice/nginx.service")]
    [InlineData("12:pids:/x\n1:name=systemd:/system.slice/php8.2-fpm.service\n0::/\n", "/system.slice/php8.2-fpm.service")]
    [InlineData("0::/a:b\n", "/a:b")]
    [InlineData("3:cpu:/\n", null)]
    public void The_control_group_is_systemds(string text, string? expected) => Assert.Equal(expected, ProcessFields.ReadCgroup(text));

    [Fact]
    public void The_start_is_counted_from_the_boot()
    {
        DateTime start = ProcessFields.ReadStartTime("cpu 1\nbtime 1700000000\nprocesses 5\n", 12345)!.Value;

        Assert.Equal(DateTimeKind.Local, start.Kind);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1700000123), start.ToUniversalTime());
        Assert.Null(ProcessFields.ReadStartTime(null, 1));
    }

    [Fact]
    public void This_process_is_seen_whole()
    {
        ProcessEntry self = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)!;

        Assert.Contains(self.State!.Value, "RSD");
        Assert.True(self.StartTicks > 0);
        Assert.InRange(self.StartTime!.Value, DateTime.Now.AddHours(-2), DateTime.Now.AddSeconds(1));
        Assert.Equal(Environment.IsPrivilegedProcess, self.Credentials!.EffectiveUserId == 0);
        Assert.StartsWith("net:[", self.NetworkNamespace, StringComparison.Ordinal);
        Assert.StartsWith("pid:[", self.PidNamespace, StringComparison.Ordinal);
        Assert.StartsWith("user:[", self.UserNamespace, StringComparison.Ordinal);
        Assert.StartsWith("/", self.CgroupPath, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_is_told_by_its_own_number_and_its_boots()
    {
        MachineIdentity machine = MachineIdentity.Current;

        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), machine.BootId);
        Assert.Equal(machine, MachineIdentity.Current);
        using FileTree none = FileTree.At("/nonexistent");
        Assert.Equal(new MachineIdentity(null, null), MachineIdentity.Read(none));
    }
}
