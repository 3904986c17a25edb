using System.Net;
using System.Net.Sockets;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Sockets;

/// <summary>What the kernel tells of sockets that this test made.</summary>
public sealed class ListeningSocketsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_unix_socket_is_told_with_its_queue_and_its_limit()
    {
        string path = Path.Combine(_folder, "a.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(7);
        using var first = Connect(new UnixDomainSocketEndPoint(path));
        using var second = Connect(new UnixDomainSocketEndPoint(path));

        ListeningSocket found = Find(FpmEndpoint.Parse(path));

        Assert.Equal((2, 7), (found.Queued, found.QueueLimit));
        Assert.True(FileStatus.TryRead(path, out FileStatus status));
        Assert.True(found.IsFile(status.Identity));
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(2, 3)]
    public void Who_went_away_waits_no_more_unless_such_fill_the_queue(int limit, int queued)
    {
        string path = Path.Combine(_folder, "a.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(limit);
        Connect(new UnixDomainSocketEndPoint(path)).Dispose();
        using var waiting = Connect(new UnixDomainSocketEndPoint(path));
        Connect(new UnixDomainSocketEndPoint(path)).Dispose();

        Assert.Equal((queued, limit), (Find(FpmEndpoint.Parse(path)).Queued, Find(FpmEndpoint.Parse(path)).QueueLimit));
    }

    [Fact]
    public void A_deleted_path_is_told_from_another_socket_there()
    {
        string path = Path.Combine(_folder, "a.sock");
        using var old = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        old.Bind(new UnixDomainSocketEndPoint(path));
        old.Listen(3);
        File.Delete(path);
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(path));
        other.Listen(4);

        ListeningSocket[] both = [.. Read().Where(socket => FpmEndpoint.Parse(path).Equals(socket.Endpoint))];

        Assert.True(FileStatus.TryRead(path, out FileStatus status));
        Assert.Equal([3, 4], both.Select(socket => socket.QueueLimit).Order());
        Assert.Equal(4, Assert.Single(both, socket => socket.IsFile(status.Identity)).QueueLimit);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_tcp_socket_is_told_with_its_queue_and_its_limit(string host)
    {
        var address = IPAddress.Parse(host);
        using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen(5);
        var endpoint = (IPEndPoint)listener.LocalEndPoint!;
        using var client = Connect(endpoint);

        ListeningSocket found = Find(FpmEndpoint.Parse(endpoint.ToString()));

        Assert.Equal((1, 5), (found.Queued, found.QueueLimit));
        Assert.NotEqual(0u, found.Inode);
    }

    [Fact]
    public void Sockets_that_do_not_listen_are_not_told()
    {
        string path = Path.Combine(_folder, "b.sock");
        using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(path));

        Assert.DoesNotContain(Read(), socket => FpmEndpoint.Parse(path).Equals(socket.Endpoint));
    }

    [Fact]
    public void Damaged_answers_end_where_they_are_damaged()
    {
        var messages = new List<byte[]>();

        Assert.True(NetlinkDump.Split([8, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], messages, out int errorNumber));
        Assert.Equal(0, errorNumber);
        Assert.False(NetlinkDump.Split([1, 2, 3], messages, out _));
        Assert.True(NetlinkDump.Split([20, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF], messages, out errorNumber));
        Assert.Equal(2, errorNumber);
        Assert.Empty(messages);
        Assert.Empty(NetlinkDump.Attributes(new byte[] { 2, 0, 1, 0, 9 }));
        Assert.Null(ListeningSockets.ParseUnix(new byte[15]));
        Assert.Null(ListeningSockets.ParseInet(new byte[71]));
    }

    private static IReadOnlyList<ListeningSocket> Read()
    {
        IReadOnlyList<ListeningSocket> sockets = ListeningSockets.Read(out IReadOnlyList<NotSeen> notSeen);
        Assert.Empty(notSeen);
        return sockets;
    }

    private static ListeningSocket Find(FpmEndpoint endpoint) => Assert.Single(Read(), socket => endpoint.Equals(socket.Endpoint));

    private static Socket Connect(EndPoint endpoint)
    {
        var client = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(endpoint);
        return client;
    }
}
