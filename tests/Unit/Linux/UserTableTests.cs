using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class UserTableTests
{
    private static readonly UserTable Table = UserTable.Parse(
        "root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:,:/var/www:/usr/sbin/nologin\ntoor:x:0:0::/:/bin/sh\nbroken:x:a:1::/:/\n+nis::::::\nshort:x:1\n#x:x:9:9::/:/\n",
        "root:x:0:\nwww-data:x:33:\nadm:x:4:syslog,www-data\nssl:x:99:www-data\nodd:x:x:\n");

    [Fact]
    public void Names_and_numbers_are_told_both_ways()
    {
        Assert.Equal(("www-data", "33"), (Table.UserName(33), Table.User("www-data")!.UserId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("root", Table.User(0u)!.Name);
        Assert.Equal("adm", Table.GroupName(4));
        Assert.Equal("4711", Table.GroupName(4711));
        Assert.Equal("4711", Table.UserName(4711));
        Assert.Null(Table.User("broken"));
        Assert.Null(Table.User("+nis"));
        Assert.Null(Table.Group("odd"));
    }

    [Fact]
    public void A_user_has_its_own_group_and_those_that_name_it() =>
        Assert.Equal([33u, 4u, 99u], Table.GroupIdsOf(Table.User("www-data")!));

    [Fact]
    public void The_users_of_this_machine_are_read() => Assert.Equal("root", UserTable.Read(FileTree.Host).UserName(0));
}
