using System.Text;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class MountEntryTests
{
    [Fact]
    public void Mounts_are_read_with_odd_names_and_options()
    {
        IReadOnlyList<MountEntry> mounts = MountEntry.Parse(Encoding.UTF8.GetBytes(
            "21 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw,discard\n"
            + "22 21 0:5 / /srv/my\\040disk rw,nosuid,nodev,noexec - xfs /dev/x ro\n"
            + "23 21 0:6 / /a ro - tmpfs tmpfs rw\nnonsense\n"));

        Assert.Equal([(21UL, "/", "ext4", false), (22UL, "/srv/my disk", "xfs", true), (23UL, "/a", "tmpfs", true)], mounts.Select(mount => (mount.MountId, mount.MountPoint, mount.FileSystem, mount.IsReadOnly)));
        Assert.Equal(0x2 | 0x4 | 0x8, MountLayout.FlagsOf(mounts[1]));
        Assert.True(MountLayout.NeedsOverlay(mounts[0], FileKind.Directory));
        Assert.False(MountLayout.NeedsOverlay(mounts[0], FileKind.Regular) || MountLayout.NeedsOverlay(mounts[1], FileKind.Directory));
    }

    [Fact]
    public void The_mounts_of_this_process_begin_with_the_root_and_leave_room_for_a_view()
    {
        IReadOnlyList<MountEntry> mounts = MountLayout.Read("self", string.Empty)!;

        Assert.Equal("/", mounts[0].MountPoint);
        Assert.Contains(mounts, mount => mount.FileSystem == "proc");
        Assert.NotNull(MountLayout.Stage(mounts, FileTree.Host));
        Assert.InRange(MountLayout.UpperBytes(), 1, 256 * 1024 * 1024);
    }
}
