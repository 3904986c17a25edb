using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public class ProcessTrustTests
{
    [Theory]
    [InlineData("/", "mnt:[1]", false)]
    [InlineData(null, null, false)]
    [InlineData("/srv/jail", "mnt:[1]", true)]
    [InlineData("/", "mnt:[2]", true)]
    public void Another_root_or_mount_namespace_is_elsewhere(string? root, string? mountNamespace, bool expected)
    {
        var process = new ProcessEntry(7, 1, [], "/usr/sbin/nginx", false, "/", root, mountNamespace);

        Assert.Equal(expected, ProcessTrust.IsElsewhere(process, "mnt:[1]"));
    }

    [Fact]
    public void The_first_process_is_roots_own() =>
        Assert.True(ProcessTrust.IsTrusted(new ProcessEntry(1, 0, [], "/bin/sh", false, "/", "/", null)));

    [Fact]
    public void A_program_that_was_replaced_is_judged_by_its_directory()
    {
        var replaced = new ProcessEntry(1, 0, [], "/usr/sbin/no-longer-there-of-nginx502", true, "/", "/", null);

        Assert.True(ProcessTrust.IsTrusted(replaced));
    }

    [Fact]
    public void Root_believes_no_program_that_others_can_write()
    {
        var process = new ProcessEntry(1, 0, [], "/tmp/nginx", true, "/", "/", null);

        Assert.Equal(!Environment.IsPrivilegedProcess, ProcessTrust.IsTrusted(process));
    }
}
