using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Sockets;

/// <summary>Connections with other rights than this process has, asked of the kernel.</summary>
[SupportedOSPlatform("linux")]
public sealed class ClientConnectorTests : IDisposable
{
    private const uint Stranger = 64321;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _endPoint;

    public ClientConnectorTests()
    {
        _endPoint = new UnixDomainSocketEndPoint(Path.Combine(_folder, "a.sock"));
        _listener.Bind(_endPoint);
        _listener.Listen(50);
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Own_rights_connect_and_the_other_end_is_known()
    {
        BegunConnection begun = Assert.Single(Connect(null, ClientPlace.Here, _endPoint)!);
        using SafeFileHandle? socket = begun.Socket;

        Assert.Equal((0, null), (begun.ErrorNumber, begun.Address));
        Assert.Equal(Environment.ProcessId, begun.PeerProcessId());
    }

    [Fact]
    public void What_is_refused_is_told_by_its_number_and_the_others_are_made()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "no socket");
        IReadOnlyList<BegunConnection> begun = Connect(null, ClientPlace.Here, new UnixDomainSocketEndPoint(_folder + "/none"), new UnixDomainSocketEndPoint(file), _endPoint)!;
        using SafeFileHandle? socket = begun[2].Socket;

        Assert.Equal([2, 111, 0], begun.Select(one => one.ErrorNumber));
        Assert.Equal([true, true, false], begun.Select(one => one.Socket is null));
    }

    [Theory]
    [InlineData(UnixFileMode.None, 0, 13)]
    [InlineData(UnixFileMode.OtherWrite, 0, 0)]
    [InlineData(UnixFileMode.GroupWrite, 0, 13)]
    [InlineData(UnixFileMode.GroupWrite, 1, 0)]
    public void A_stranger_is_let_in_by_mode_and_groups(UnixFileMode mode, int groups, int error)
    {
        File.SetUnixFileMode(((EndPoint)_endPoint).ToString()!, UnixFileMode.UserWrite | mode);
        var rights = new ClientRights(Stranger, Stranger, Enumerable.Repeat(0u, groups).ToArray(), 0);

        IReadOnlyList<BegunConnection>? begun = ClientConnector.Connect(rights, ClientPlace.Here, [_endPoint], Limit, out string? problem);

        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Null(begun);
            Assert.Contains("take the groups", problem, StringComparison.Ordinal);
            return;
        }

        using SafeFileHandle? socket = Assert.Single(begun!).Socket;
        Assert.Equal(error, begun![0].ErrorNumber);
    }

    [Fact]
    public void The_rest_of_the_process_stays_what_it_is()
    {
        string before = File.ReadAllText("/proc/self/status");
        _ = ClientConnector.Connect(new ClientRights(Stranger, Stranger, [Stranger], 0), ClientPlace.Here, [_endPoint], Limit, out _);

        string[] own = Rights(before);
        Assert.All(Directory.GetDirectories("/proc/self/task").Select(StatusOf).OfType<string>(), status => Assert.Equal(own, Rights(status)));
        Assert.Equal(Environment.IsPrivilegedProcess ? 0u : FileOwner("/proc/self"), FileOwner("/proc/self"));
    }

    // Null for a thread that has ended meanwhile.
    private static string? StatusOf(string task)
    {
        try
        {
            return File.ReadAllText(task + "/status");
        }
        catch (IOException)
        {
            return null;
        }
    }

    [Fact]
    public void Another_root_is_entered_and_left()
    {
        Directory.CreateDirectory(_folder + "/run");
        File.CreateSymbolicLink(_folder + "/run/link.sock", "/a.sock");
        using SafeFileHandle root = NativeFile.OpenRoot(_folder, out _);

        IReadOnlyList<BegunConnection>? begun = ClientConnector.Connect(null, new ClientPlace(root, null), [new UnixDomainSocketEndPoint("/run/link.sock")], Limit, out string? problem);

        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Contains("take the root", problem, StringComparison.Ordinal);
            return;
        }

        using SafeFileHandle? socket = Assert.Single(begun!).Socket;
        Assert.Equal(0, begun![0].ErrorNumber);
        Assert.True(Directory.Exists(_folder));
    }

    [Fact]
    public void The_holders_of_sockets_are_found()
    {
        ListeningSocket found = Assert.Single(ListeningSockets.Read(out _), socket => socket.Endpoint?.SocketPath == ((EndPoint)_endPoint).ToString());

        Assert.Equal([Environment.ProcessId], SocketOwners.Find([found.Inode, uint.MaxValue], [1, Environment.ProcessId])[found.Inode]);
        Assert.True(ListeningSockets.MaximumBacklog() > 0);
    }

    private static IReadOnlyList<BegunConnection>? Connect(ClientRights? rights, ClientPlace place, params EndPoint[] addresses)
    {
        IReadOnlyList<BegunConnection>? begun = ClientConnector.Connect(rights, place, addresses, Limit, out string? problem);
        Assert.Null(problem);
        return begun;
    }

    private static string[] Rights(string status) =>
        [.. status.Split('\n').Where(line => line.StartsWith("Uid:", StringComparison.Ordinal) || line.StartsWith("Gid:", StringComparison.Ordinal) || line.StartsWith("Groups:", StringComparison.Ordinal) || line.StartsWith("CapEff:", StringComparison.Ordinal))];

    private static uint FileOwner(string path) => FileStatus.TryReadTarget(path, out FileStatus status) ? status.OwnerId : uint.MaxValue;
}
