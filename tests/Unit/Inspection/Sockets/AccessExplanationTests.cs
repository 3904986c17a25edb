using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Sockets;

/// <summary>Why a client may pass or not, in the order in which the kernel decides.</summary>
public sealed class AccessExplanationTests
{
    private static readonly UserTable Users = UserTable.Parse("root:x:0:0::/:/bin/sh\nwww-data:x:33:33::/:/bin/sh\n", "root:x:0:\nwww-data:x:33:\nphp:x:50:\n");

    [Theory]
    [InlineData(0u, 0u, "0660", "", "www-data is neither its owner root nor in its group root, and others may not write to it")]
    [InlineData(33u, 0u, "0060", "", "www-data owns it, and its owner may not write to it")]
    [InlineData(0u, 33u, "0660", "", "www-data is in its group www-data, which may write to it")]
    [InlineData(0u, 33u, "0606", "", "www-data is in its group www-data, which may not write to it")]
    [InlineData(0u, 0u, "0660", "user:33:4", "its access list names the user www-data, who may not write to it by it")]
    [InlineData(0u, 0u, "0660", "user:33:6", "its access list names the user www-data, who may write to it by it")]
    [InlineData(0u, 0u, "0660", "group:50:6", "www-data is in its group php, which may write to it")]
    public void The_first_entry_that_fits_decides(uint owner, uint group, string mode, string entry, string reason)
    {
        var rule = new FileAccessRule(owner, group, (UnixFileMode)Convert.ToInt32(mode, 8), List(entry));

        Assert.Equal(reason, AccessExplanation.Of(rule, new ClientRights(33, 33, [50], 0), Users, FileAccessRule.Write));
    }

    [Fact]
    public void Root_may_everything_and_lists_are_written_as_getfacl_does()
    {
        var rule = new FileAccessRule(1, 1, UnixFileMode.None, List("user:33:6"));

        Assert.Equal("root may enter it", AccessExplanation.Of(rule, ClientRights.Of(0, [0]), Users, FileAccessRule.Search));
        Assert.Equal(["user::rw-", "user:www-data:rw-", "group::---", "mask::rw-", "other::---"], AccessExplanation.ListOf(rule, Users));
    }

    private static AccessEntry[] List(string entry)
    {
        string[] parts = entry.Split(':');
        return entry.Length == 0 ? [] :
        [
            new(AccessEntryKind.Owner, 6, null),
            new(parts[0] == "user" ? AccessEntryKind.User : AccessEntryKind.Group, int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), uint.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)),
            new(AccessEntryKind.OwningGroup, 0, null),
            new(AccessEntryKind.Mask, 6, null),
            new(AccessEntryKind.Other, 0, null),
        ];
    }
}
