using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Gateway;

[SupportedOSPlatform("linux")]
public sealed class EndpointReaderTests
{
    private const string SocketPath = "/run/php/php8.2-fpm.sock";

    [Fact]
    public void In_a_copy_of_a_server_nobody_is_known_to_listen()
    {
        using GatewayTree tree = GatewayTree.Pair("127.0.0.1:9000", "127.0.0.1:9000");

        EndpointFacts facts = Assert.Single(Read(tree));

        Assert.Equal(("127.0.0.1:9000", GatewayTree.NginxPath, null, null), (facts.Endpoint.ToString(), facts.NginxConfigurationPath, facts.IsListening, facts.Kind));
    }

    [Fact]
    public void Every_endpoint_of_either_side_is_looked_at_once()
    {
        using GatewayTree tree = GatewayTree.Pair("unix:/run/a.sock");

        Assert.Equal(["unix:/run/a.sock", "unix:" + SocketPath], Read(tree).Select(facts => facts.Endpoint.ToString()));
    }

    [Fact]
    public void What_lies_at_a_path_is_told_with_links_resolved()
    {
        using GatewayTree tree = GatewayTree.Pair("unix:/var/run/php/php8.2-fpm.sock");
        using Socket socket = Listen(tree, SocketPath);
        Directory.CreateDirectory(tree.PathHere("/var"));
        File.CreateSymbolicLink(tree.PathHere("/var/run"), "/run");

        IReadOnlyList<EndpointFacts> both = Read(tree);

        Assert.Equal(2, both.Count);
        Assert.All(both, facts => Assert.Equal((SocketPath, "Socket", "0600", false), (facts.RealPath, facts.Kind, facts.Mode, facts.HasAccessList)));
    }

    [Fact]
    public void A_path_where_nothing_is_has_no_facts()
    {
        using GatewayTree tree = GatewayTree.Pair();

        EndpointFacts facts = Assert.Single(Read(tree));

        Assert.Equal((null, null, null, null, null), (facts.RealPath, facts.Kind, facts.OwnerName, facts.Mode, facts.IsListening));
    }

    [Theory]
    [InlineData(0x1B0, null, "the owner's and the group's alone, and the worker is neither")]
    [InlineData(0x1B6, "", "open to all")]
    public void The_rights_of_the_worker_are_judged_by_the_trees_own_users(int mode, string? free, string why)
    {
        using GatewayTree tree = GatewayTree.Pair();
        using Socket socket = Listen(tree, SocketPath);
        File.SetUnixFileMode(tree.PathHere(SocketPath), (UnixFileMode)mode);

        EndpointFacts facts = Assert.Single(Read(tree));

        Assert.True((free is null) == (facts.Obstacle is { Path: SocketPath, IsDirectory: false }), why);
        if (free is null)
        {
            Assert.Contains("with mode 0660, and the worker has the groups www-data, sockets", facts.Obstacle!.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_directory_on_the_way_is_named()
    {
        using GatewayTree tree = GatewayTree.Pair();
        using Socket socket = Listen(tree, SocketPath);
        File.SetUnixFileMode(tree.PathHere("/run/php"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(("/run/php", true), Assert.Single(Read(tree)).Obstacle is { } obstacle ? (obstacle.Path, obstacle.IsDirectory) : default);
    }

    [Fact]
    public void Without_an_nginx_the_files_of_php_fpm_tell()
    {
        using GatewayTree tree = GatewayTree.Pair();
        using Socket socket = Listen(tree, SocketPath);

        EndpointFacts facts = Assert.Single(new EndpointReader(new ListeningNow(isHost: false, [])).Read([], [tree.Fpm()], CancellationToken.None));

        Assert.Equal((SocketPath, "Socket", null, null), (facts.RealPath, facts.Kind, facts.NginxConfigurationPath, facts.Obstacle));
    }

    [Fact]
    public void Of_two_nginx_with_one_path_each_has_its_own_endpoints()
    {
        using GatewayTree one = GatewayTree.Pair("a:1");
        using GatewayTree other = GatewayTree.Pair("b:2");

        IReadOnlyList<EndpointFacts> facts = new EndpointReader(new ListeningNow(isHost: false, [])).Read([one.Nginx(), other.Nginx()], [], CancellationToken.None);

        Assert.Equal(["a:1", "b:2"], facts.Select(fact => fact.Endpoint.ToString()));
    }

    [Fact]
    public void Who_listens_is_known_by_address_and_by_file()
    {
        string folder = Directory.CreateTempSubdirectory("nginx502-").FullName;
        try
        {
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            tcp.Bind(new IPEndPoint(IPAddress.Any, 0));
            tcp.Listen();
            int port = ((IPEndPoint)tcp.LocalEndPoint!).Port;
            using var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            unix.Bind(new UnixDomainSocketEndPoint(folder + "/a.sock"));
            unix.Listen();
            Assert.True(FileStatus.TryRead(folder + "/a.sock", out FileStatus status));
            FileIdentity file = status.Identity;
            var gaps = new List<NotSeen>();

            var now = new ListeningNow(isHost: true, gaps);

            Assert.Empty(gaps);
            Assert.Contains(port, now.Ports);
            foreach (string address in (string[])[$"127.0.0.1:{port}", $"localhost:{port}"])
            {
                Assert.Equal((true, Environment.ProcessId), (now.IsListening(FpmEndpoint.Parse(address), null), now.OwnerOf(FpmEndpoint.Parse(address), null)));
            }

            Assert.False(now.IsListening(FpmEndpoint.Parse($"[::1]:{port}"), null));
            FpmEndpoint path = FpmEndpoint.Parse(folder + "/a.sock");
            Assert.Equal((true, Environment.ProcessId, false), (now.IsListening(path, file), now.OwnerOf(path, file), now.IsListening(path, null)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<EndpointFacts> Read(GatewayTree tree) =>
        new EndpointReader(new ListeningNow(isHost: false, [])).Read([tree.Nginx()], [tree.Fpm()], CancellationToken.None);

    // Only others' rights decide for the worker: who runs the tests owns the files, and opens the way to them.
    private static Socket Listen(GatewayTree tree, string path)
    {
        const UnixFileMode open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(Path.GetDirectoryName(tree.PathHere(path))!);
        foreach (string directory in (string[])["", "/run", "/run/php"])
        {
            File.SetUnixFileMode(tree.RootPath + directory, open);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(tree.PathHere(path)));
        socket.Listen();
        File.SetUnixFileMode(tree.PathHere(path), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }
}
