using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nginx502.Recovery;
using Nginx502.UnitTests.Fpm;

namespace Nginx502.UnitTests.Recovery.Programs;

/// <summary>
/// Where a php-fpm that reloads could not listen. This process stands for the master that has the sockets, or for the other program that does.
/// </summary>
public sealed class TakenAddressesTests : IDisposable
{
    private const string Another = "Another program listens on";
    private const string ByAnotherName = "php-fpm itself listens on";

    private static readonly int Parent = ParentOfThisProcess();

    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:{0}", null, Another)]
    [InlineData("127.0.0.1", "{0}", ByAnotherName, Another)]
    [InlineData("127.0.0.1", "localhost:{0}", null, null)]
    [InlineData("0.0.0.0", "127.0.0.1:{0}", ByAnotherName, Another)]
    [InlineData("0.0.0.0", "{0}", null, Another)]
    [InlineData("0.0.0.0", "0.0.0.0:{0}", null, Another)]
    [InlineData("127.0.0.1", "127.0.0.2:{0}", null, null)]
    public void A_port_is_taken_by_others_and_by_php_fpm_itself_when_it_would_be_bound_anew(string host, string listen, string? asOwn, string? asForeign)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(host), 0));
        socket.Listen();
        string address = string.Format(CultureInfo.InvariantCulture, listen, ((IPEndPoint)socket.LocalEndPoint!).Port);

        AssertSaid(asOwn, address, Environment.ProcessId);
        AssertSaid(asForeign, address, Parent);
    }

    [Fact]
    public void A_path_is_taken_when_the_file_there_is_a_socket_that_listens()
    {
        string path = Path.Combine(_folder, "a.sock");
        string alias = Path.Combine(_folder, "alias.sock");
        AssertSaid(null, path, Parent);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        AssertSaid(null, path, Parent);
        socket.Listen();
        File.CreateSymbolicLink(alias, path);

        AssertSaid(null, path, Environment.ProcessId);
        AssertSaid(ByAnotherName, alias, Environment.ProcessId);
        AssertSaid(Another, path, Parent);
        AssertSaid(Another, alias, Parent);

        File.Delete(path);
        AssertSaid(null, path, Parent);
        File.WriteAllText(path, "no socket");
        AssertSaid(null, path, Parent);
    }

    [Fact]
    public void Of_a_master_that_cannot_be_seen_nothing_is_said() => AssertSaid(null, "127.0.0.1:1", int.MaxValue);

    private static void AssertSaid(string? words, string listen, int processId)
    {
        IReadOnlyList<FpmPool> pools = FpmFiles.Read($"[www]\nuser = www-data\nlisten = {listen}\npm = static\npm.max_children = 5\n").Pools;
        string? problem = TakenAddresses.Explain(pools, processId);
        Assert.True(words is null ? problem is null : problem?.StartsWith(words, StringComparison.Ordinal) == true, $"{listen}: {problem}");
    }

    // A process that lives as long as this one, and has none of its sockets.
    private static int ParentOfThisProcess() => Nginx502.Linux.ProcessTable.ReadOne(Nginx502.Linux.ProcessTable.DefaultRoot, Environment.ProcessId)!.ParentProcessId!.Value;
}
