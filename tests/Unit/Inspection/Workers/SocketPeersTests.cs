using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Workers;

/// <summary>The other end of a worker's socket, from the tables of the kernel.</summary>
public sealed class SocketPeersTests
{
    private static readonly IReadOnlyList<TcpConnection> Network = TcpConnection.Parse(
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 70 1 0 100 0 0 10 0
           1: 0100007F:2328 0100007F:9999 01 00000000:00000000 00:00000000 00000000    33        0 71 1 0 20 4 30 10 -1
           2: 0100007F:A3F0 0500000A:0CEA 01 00000000:00000000 00:00000000 00000000    33        0 72 1 0 20 4 30 10 -1
           3: 0000000000000000FFFF00000100007F:A3F1 0000000000000000FFFF00000600000A:18EB 02 00000001:00000000 01:00000019 00000000    33        0 73 2 0
           4: 00000000:A3F2 00000000:0000 07 00000000:00000000 00:00000000 00000000    33        0 74 2 0
           5: odd
        """);

    private static readonly UnixConnection[] Unix =
    [
        new(80, "/run/php/www.sock", 81, []),
        new(81, null, 80, []),
        new(82, null, 83, []),
        new(83, "/run/mysqld/mysqld.sock", 82, []),
        new(84, null, null, []),
        new(85, null, 0, []),
        new(86, "/run/redis.sock", null, [0, 85]),
    ];

    [Theory]
    [InlineData(71UL, FpmWorkerWait.Client, null, null)]
    [InlineData(72UL, FpmWorkerWait.Network, "10.0.0.5:3306", "MySQL")]
    [InlineData(73UL, FpmWorkerWait.Network, "10.0.0.6:6379", "Redis")]
    public void Of_the_network(ulong inode, FpmWorkerWait wait, string? name, string? hint) =>
        Assert.Equal(new SocketPeer(wait, name, hint), SocketPeers.FindNetwork(Network, inode));

    [Theory]
    [InlineData(70UL)]
    [InlineData(74UL)]
    [InlineData(1UL)]
    public void One_without_another_end(ulong inode) => Assert.Null(SocketPeers.FindNetwork(Network, inode));

    [Theory]
    [InlineData(80UL, FpmWorkerWait.Client, null, null)]
    [InlineData(81UL, FpmWorkerWait.LocalSocket, "/run/php/www.sock", "php-fpm")]
    [InlineData(82UL, FpmWorkerWait.LocalSocket, "/run/mysqld/mysqld.sock", "MySQL")]
    [InlineData(85UL, FpmWorkerWait.LocalSocket, "/run/redis.sock", "Redis")]
    [InlineData(84UL, FpmWorkerWait.LocalSocket, null, null)]
    public void Of_this_machine(ulong inode, FpmWorkerWait wait, string? name, string? hint) =>
        Assert.Equal(new SocketPeer(wait, name, hint), SocketPeers.FindUnix(Unix, inode));

    [Fact]
    public void A_descriptor_is_a_socket_by_its_text()
    {
        Assert.Equal(4711UL, SocketPeers.InodeOf("socket:[4711]"));
        Assert.Null(SocketPeers.InodeOf("pipe:[4711]"));
        Assert.Null(SocketPeers.InodeOf("/tmp/socket:[4711]"));
    }
}
