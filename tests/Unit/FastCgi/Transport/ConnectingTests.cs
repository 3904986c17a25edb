using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Nginx502.FastCgi;
using Nginx502.Linux;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>Why a connection was not made is told apart, with the kernel's number.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConnectingTests : IDisposable
{
    private static readonly FastCgiRequest Request = new("/srv/shop/index.php");
    private static readonly FastCgiOptions Patient = new() { Timeout = TimeSpan.FromSeconds(60) };
    private static readonly FastCgiOptions Impatient = new() { Timeout = TimeSpan.FromMilliseconds(200) };

    private readonly SocketDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_path_where_nothing_is() => AssertFailure(FastCgiFailureKind.SocketMissing, 2, Send(_directory.PathOf("none.sock")));

    [Fact]
    public void A_path_through_a_file()
    {
        File.WriteAllText(_directory.PathOf("file"), "");

        AssertFailure(FastCgiFailureKind.SocketMissing, 20, Send(_directory.PathOf("file/x.sock")));
    }

    [Fact]
    public void A_regular_file_in_place_of_the_socket()
    {
        File.WriteAllText(_directory.PathOf("x.sock"), "");

        AssertFailure(FastCgiFailureKind.Refused, 111, Send(_directory.PathOf("x.sock")));
    }

    [Fact]
    public void A_socket_that_was_left_behind()
    {
        using (Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            listener.Bind(new UnixDomainSocketEndPoint(_directory.PathOf("x.sock")));
            listener.Listen();

            // Under another name the runtime does not remove it.
            File.Move(_directory.PathOf("x.sock"), _directory.PathOf("left.sock"));
        }

        AssertFailure(FastCgiFailureKind.Refused, 111, Send(_directory.PathOf("left.sock")));
    }

    [Fact]
    public void A_socket_of_datagrams()
    {
        using Socket other = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(_directory.PathOf("x.sock")));

        AssertFailure(FastCgiFailureKind.WrongSocketType, 91, Send(_directory.PathOf("x.sock")));
    }

    [Fact]
    public void A_socket_that_this_user_may_not_use()
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(_directory.PathOf("x.sock"), ScriptedPeer.AnswerOnceAsync);
        File.SetUnixFileMode(_directory.PathOf("x.sock"), UnixFileMode.None);

        AssertFailure(FastCgiFailureKind.PermissionDenied, 13, ThreadRights.RunAsOrdinaryUser(() => Send(_directory.PathOf("x.sock"))));
    }

    [Fact]
    public void A_unix_socket_whose_queue_is_full()
    {
        using FullQueue full = new(new UnixDomainSocketEndPoint(_directory.PathOf("x.sock")));

        AssertFailure(FastCgiFailureKind.QueueFull, 11, Send(_directory.PathOf("x.sock")));
    }

    [Fact]
    public void A_tcp_socket_whose_queue_is_full_gives_no_answer()
    {
        using FullQueue full = new(new IPEndPoint(IPAddress.Loopback, 0));

        FastCgiResponse response = FastCgiClient.Send(FpmEndpoint.Parse(full.LocalEndPoint.ToString()!), Request, Impatient);

        AssertFailure(FastCgiFailureKind.TimedOut, 0, response);
        Assert.True(response.Duration >= Impatient.Timeout);
    }

    [Fact]
    public void A_port_where_nobody_listens()
    {
        using Socket closed = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        FastCgiResponse response = Send(closed.LocalEndPoint!.ToString()!);

        AssertFailure(FastCgiFailureKind.Refused, 111, response);
        Assert.Equal("127.0.0.1", response.Address);
    }

    [Fact]
    public void An_address_of_ipv6_where_nobody_listens()
    {
        FastCgiResponse response = Send("[::1]:1");

        // Or there is no IPv6 on this machine.
        Assert.Contains(response.Failure!.Kind, (FastCgiFailureKind[])[FastCgiFailureKind.Refused, FastCgiFailureKind.Unreachable, FastCgiFailureKind.NoLocalPort]);
        Assert.Equal("::1", response.Address);
    }

    [Fact]
    public void A_handle_that_was_closed_is_not_used()
    {
        SafeFileHandle socket = OpenedPath.Open("/");
        FastCgiTarget target = FastCgiTarget.Through(socket, "x.sock", FpmEndpoint.Parse("/x.sock"));
        socket.Dispose();

        Assert.Throws<ObjectDisposedException>(() => FastCgiClient.Send(target, EncodedRequest.Encode(Request), Patient));
    }

    [Fact]
    public void A_path_of_107_bytes_is_the_longest()
    {
        string longest = _directory.PathOf(new string('x', 107 - _directory.FullPath.Length - 1));
        using ScriptedPeer peer = ScriptedPeer.OnPath(longest, ScriptedPeer.AnswerOnceAsync);

        Assert.Equal(200, Send(longest).Status);
        AssertFailure(FastCgiFailureKind.PathTooLong, 0, Send(longest + "x"));
        AssertFailure(FastCgiFailureKind.PathTooLong, 0, Send("/" + string.Concat(Enumerable.Repeat("é", 54))));
    }

    [Fact]
    public void A_path_that_is_too_long_is_reached_through_its_directory()
    {
        string deep = Directory.CreateDirectory(_directory.PathOf(new string('d', 150))).FullName;
        string path = Path.Combine(deep, "x.sock");
        using SafeFileHandle root = NativeFile.OpenRoot("/", out _);
        using SafeFileHandle directory = NativeFile.OpenDirectory(root, deep[1..], isWithin: true, out int error);
        Assert.Equal(0, error);
        FastCgiTarget target = FastCgiTarget.Through(directory, "x.sock", FpmEndpoint.Parse(path));
        using ScriptedPeer peer = ScriptedPeer.OnPath($"/proc/self/fd/{directory.DangerousGetHandle()}/x.sock", ScriptedPeer.AnswerOnceAsync);

        FastCgiResponse response = FastCgiClient.Send(target, EncodedRequest.Encode(Request), Patient);

        Assert.Equal((200, path), (response.Status, response.Endpoint.SocketPath));
    }

    [Fact]
    public void A_socket_that_is_held_open_is_the_one_that_is_asked()
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(_directory.PathOf("x.sock"), ScriptedPeer.AnswerOnceAsync);
        using SafeFileHandle socket = OpenedPath.Open(_directory.PathOf("x.sock"));
        FastCgiTarget target = FastCgiTarget.Through(socket, null, FpmEndpoint.Parse("/run/shown.sock"));
        File.Move(_directory.PathOf("x.sock"), _directory.PathOf("moved.sock"));

        Assert.Equal(200, FastCgiClient.Send(target, EncodedRequest.Encode(Request), Patient).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    public void Through_a_directory_only_a_name_is_reached(string name)
    {
        using SafeFileHandle root = NativeFile.OpenRoot("/", out _);

        Assert.Throws<ArgumentException>(() => FastCgiTarget.Through(root, name, FpmEndpoint.Parse("/run/x.sock")));
    }

    [Theory]
    [InlineData(1, "/run/x.sock", FastCgiFailureKind.PermissionDenied)]
    [InlineData(1, "9000", FastCgiFailureKind.PermissionDenied)]
    [InlineData(11, "9000", FastCgiFailureKind.Other)]
    [InlineData(22, "9000", FastCgiFailureKind.Other)]
    [InlineData(23, "9000", FastCgiFailureKind.TooManyOpenFiles)]
    [InlineData(24, "9000", FastCgiFailureKind.TooManyOpenFiles)]
    [InlineData(36, "/run/x.sock", FastCgiFailureKind.PathTooLong)]
    [InlineData(97, "9000", FastCgiFailureKind.Unreachable)]
    [InlineData(99, "9000", FastCgiFailureKind.NoLocalPort)]
    [InlineData(100, "9000", FastCgiFailureKind.Unreachable)]
    [InlineData(101, "9000", FastCgiFailureKind.Unreachable)]
    [InlineData(104, "9000", FastCgiFailureKind.ConnectionReset)]
    [InlineData(110, "9000", FastCgiFailureKind.TimedOut)]
    [InlineData(112, "9000", FastCgiFailureKind.Unreachable)]
    [InlineData(113, "9000", FastCgiFailureKind.Unreachable)]
    public void Errors_that_are_hard_to_provoke(int error, string endpoint, FastCgiFailureKind kind)
    {
        FastCgiFailure failure = ConnectFailures.Explain(FpmEndpoint.Parse(endpoint), null, error);

        Assert.Equal((kind, error, FastCgiPhase.Connecting), (failure.Kind, failure.ErrorNumber, failure.Phase));
        Assert.Contains($"({error}: ", failure.Message, StringComparison.Ordinal);
    }

    private static FastCgiResponse Send(string endpoint) => FastCgiClient.Send(FpmEndpoint.Parse(endpoint), Request, Patient);

    private static void AssertFailure(FastCgiFailureKind kind, int error, FastCgiResponse response)
    {
        Assert.Equal((kind, error, FastCgiPhase.Connecting), (response.Failure?.Kind, response.Failure?.ErrorNumber, response.Failure?.Phase));
        Assert.Equal((null, null, 0L), (response.Status, response.ConnectTime, response.ReceivedBytes));
    }
}
