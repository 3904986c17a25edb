using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.UnitTests.Fpm;

namespace Nginx502.UnitTests.Recovery.Programs;

/// <summary>What the kernel says of a php-fpm that was reloaded. This process stands for it.</summary>
public sealed class PoolVerificationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:{0}", true)]
    [InlineData("127.0.0.1", "localhost:{0}", true)]
    [InlineData("127.0.0.1", "php.example:{0}", true)]
    [InlineData("127.0.0.1", "*:{0}", true)]
    [InlineData("0.0.0.0", "{0}", true)]
    [InlineData("127.0.0.1", "127.0.0.2:{0}", false)]
    public void A_pool_listens_where_the_kernel_says_so(string host, string listen, bool isInEffect)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(host), 0));
        socket.Listen();

        VerificationResult result = Judge(string.Format(CultureInfo.InvariantCulture, listen, ((IPEndPoint)socket.LocalEndPoint!).Port));

        Assert.Equal(isInEffect, result.IsInEffect);
    }

    [Fact]
    public void A_socket_counts_as_long_as_its_file_is_there()
    {
        string path = Path.Combine(_folder, "a.sock");
        using Socket socket = Listen(path);
        Assert.True(Judge(path).IsInEffect);

        File.Delete(path);
        VerificationResult deleted = Judge(path);
        Assert.Equal((false, $"php-fpm does not listen on unix:{path} (pool www)."), (deleted.IsInEffect, deleted.Problem));
        File.WriteAllText(path, "no socket");
        Assert.False(Judge(path).IsInEffect);
    }

    [Fact]
    public void Another_programs_socket_does_not_count()
    {
        string path = Path.Combine(_folder, "a.sock");
        using Socket socket = Listen(path);
        int parent = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)!.ParentProcessId!.Value;

        Assert.Null(PoolSockets.Read(FileTree.Host, parent, out _).Find(Pools(path).Pools[0]));
        Assert.NotNull(PoolSockets.Read(FileTree.Host, Environment.ProcessId, out _).Find(Pools(path).Pools[0]));
    }

    [Fact]
    public void What_led_nowhere_before_is_said_and_undoes_nothing()
    {
        FpmConfiguration configuration = Pools(Path.Combine(_folder, "gone.sock"));
        HashSet<string> unreached = PoolVerification.Unreached(configuration.Pools, Own());

        VerificationResult result = new PoolVerification(configuration, [Changed("listen.mode")], unreached).Judge(Own(), 4096);

        Assert.Null(result.IsInEffect);
        Assert.Contains("Restart php-fpm.", result.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listen", "static", true)]
    [InlineData("pm.max_children", "static", true)]
    [InlineData("pm.max_children", "ondemand", null)]
    [InlineData("request_terminate_timeout", "static", null)]
    [InlineData("php_admin_value[memory_limit]", "static", null)]
    public void Only_what_is_told_is_in_effect(string setting, string manager, bool? isInEffect)
    {
        string path = Path.Combine(_folder, "a.sock");
        using Socket socket = Listen(path);

        Assert.Equal(isInEffect, new PoolVerification(Pools(path, manager), [Changed(setting)], new HashSet<string>()).Judge(Own(), 4096).IsInEffect);
    }

    [Theory]
    [InlineData(7, 4096, true)]
    [InlineData(8, 4096, null)]
    [InlineData(8, 7, true)]
    [InlineData(-1, 7, true)]
    public void The_queue_is_as_long_as_it_should_be(int backlog, int most, bool? isInEffect)
    {
        string path = Path.Combine(_folder, "a.sock");
        using Socket socket = Listen(path);

        VerificationResult result = new PoolVerification(Pools(path, lines: $"listen.backlog = {backlog}\n"), [Changed("listen.backlog")], new HashSet<string>()).Judge(Own(), most);

        Assert.Equal((isInEffect, null), (result.IsInEffect, result.Problem));
    }

    [Theory]
    [InlineData("static", "", 5, 0)]
    [InlineData("static", "", 4, 1)]
    [InlineData("ondemand", "", 0, 0)]
    [InlineData("static", "process.max = 3\n", 3, 0)]
    public void A_static_pool_has_all_its_workers(string manager, string global, int workers, int problems) => Assert.Equal(
        problems,
        new PoolVerification(Pools("9000", manager, global: global), [], new HashSet<string>()).WithOtherWorkers(new Dictionary<string, int> { ["www"] = workers }).Count);

    private static VerificationResult Judge(string listen) => new PoolVerification(Pools(listen), [Changed("listen")], new HashSet<string>()).Judge(Own(), 4096);

    private static PoolSockets Own() => PoolSockets.Read(FileTree.Host, Environment.ProcessId, out _);

    private static SettingChange Changed(string name) => new(name, "a", "b", false, "/etc/php/8.2/fpm/pool.d/www.conf", 1, "pool www", ChangeApplies.FpmReload);

    private static FpmConfiguration Pools(string listen, string manager = "static", string lines = "", string global = "") =>
        FpmFiles.Read($"[global]\n{global}[www]\nuser = www-data\nlisten = {listen}\npm = {manager}\npm.max_children = 5\n{lines}");

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen(7);
        return socket;
    }
}
