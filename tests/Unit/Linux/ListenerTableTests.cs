using System.Net;
using System.Net.Sockets;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux;

public sealed class ListenerTableTests
{
    [Fact]
    public void Unix_sockets_that_are_listened_on_are_read_with_odd_names()
    {
        IReadOnlyList<UnixListener> found = ListenerTable.ParseUnix(
            "Num       RefCount Protocol Flags    Type St Inode Path\n"
            + "0000000000000000: 00000002 00000000 00010000 0001 01 25037 /run/php/my fpm.sock\n"
            + "0000000000000000: 00000003 00000000 00000000 0001 03 25038 /run/php/connected.sock\n"
            + "0000000000000000: 00000002 00000000 00010000 0001 01 25039\n"
            + "0000000000000000: 00000002 00000000 00010000 0001 01 25040 @abstract\n");

        Assert.Equal([new UnixListener("/run/php/my fpm.sock", 25037), new UnixListener("@abstract", 25040)], found);
    }

    [Fact]
    public void Tcp_ports_of_both_families_are_read()
    {
        IReadOnlyList<Nginx502.Linux.TcpListener> found = ListenerTable.ParseTcp(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + "   0: 0100007F:2328 00000000:0000 0A 00000000:00000003 00:00000000 00000000    33        0 777 1 0 100 0 0 10 0\n"
            + "   1: 0100007F:2328 0100007F:9999 01 00000000:00000000 00:00000000 00000000    33        0 778 1 0\n"
            + "   2: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 779 1 0\n   3: odd\n");

        Assert.Equal(
            [(new IPEndPoint(IPAddress.Loopback, 9000), 777UL, 33u, 3), (new IPEndPoint(IPAddress.IPv6Loopback, 80), 779UL, 0u, 0)],
            found.Select(listener => (listener.Address, listener.Inode, listener.UserId, listener.Queued)));
    }

    [Fact]
    public void Sockets_of_this_process_are_found_with_their_owner()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using Socket unix = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using Socket tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            unix.Bind(new UnixDomainSocketEndPoint(path));
            unix.Listen(5);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            tcp.Listen(5);

            UnixListener listener = Assert.Single(ListenerTable.ReadUnix(), listener => listener.Path == path);
            Nginx502.Linux.TcpListener port = Assert.Single(ListenerTable.ReadTcp(), listener => listener.Address.Equals(tcp.LocalEndPoint));

            Assert.Contains(Environment.ProcessId, ListenerTable.OwnersOf(listener.Inode));
            Assert.Contains(Environment.ProcessId, ListenerTable.OwnersOf(port.Inode));
            Assert.True(ListenerTable.MaximumBacklog() > 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Systemd_is_there_where_its_directory_is() => Assert.Equal(Directory.Exists("/run/systemd/system"), ServiceSystem.IsSystemd);
}
