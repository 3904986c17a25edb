using System.Net;
using System.Net.Sockets;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>Host names: looked up within the same time, and each address tried in turn.</summary>
public sealed class NameResolutionTests
{
    private static readonly EncodedRequest Request = EncodedRequest.Encode(new FastCgiRequest("/srv/shop/index.php"));
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void The_first_address_that_answers_is_taken()
    {
        using ScriptedPeer peer = ScriptedPeer.OnTcp(ScriptedPeer.AnswerOnceAsync);

        FastCgiResponse response = Send(peer.Endpoint.Port, Long, Resolves("127.0.0.3", "127.0.0.1"));

        Assert.Equal((200, "127.0.0.1"), (response.Status, response.Address));
        Assert.Equal($"php.example:{peer.Endpoint.Port}", response.Endpoint.ToString());
    }

    [Fact]
    public void An_address_that_does_not_answer_leaves_time_for_the_next()
    {
        using ScriptedPeer peer = ScriptedPeer.OnTcp(ScriptedPeer.AnswerOnceAsync);
        using FullQueue full = new(new IPEndPoint(IPAddress.Parse("127.0.0.2"), peer.Endpoint.Port));
        TimeSpan timeout = TimeSpan.FromSeconds(8);

        FastCgiResponse response = Send(peer.Endpoint.Port, timeout, Resolves("127.0.0.2", "127.0.0.1"));

        Assert.Equal((200, "127.0.0.1"), (response.Status, response.Address));
        Assert.InRange(response.ConnectTime!.Value, timeout / 2, timeout);
    }

    [Fact]
    public void When_no_address_answers_the_last_one_says_why()
    {
        FastCgiResponse response = Send(UnusedPort(), Long, Resolves("127.0.0.2", "127.0.0.3"));

        Assert.Equal((FastCgiFailureKind.Refused, 111, "127.0.0.3"), (response.Failure!.Kind, response.Failure.ErrorNumber, response.Address));
        Assert.Contains("(127.0.0.3)", response.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_an_address()
    {
        FastCgiResponse response = Send(9000, Long, Resolves());

        Assert.Equal((FastCgiFailureKind.NameNotResolved, FastCgiPhase.Connecting), (response.Failure!.Kind, response.Failure.Phase));
    }

    [Fact]
    public void A_name_that_the_resolver_does_not_know()
    {
        FastCgiResponse response = Send(9000, Long, (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)));

        Assert.Equal(FastCgiFailureKind.NameNotResolved, response.Failure!.Kind);
    }

    [Fact]
    public void A_resolver_that_fails_at_once()
    {
        FastCgiResponse response = Send(9000, Long, (_, _) => throw new ArgumentException("no such name"));

        Assert.Equal(FastCgiFailureKind.NameNotResolved, response.Failure!.Kind);
    }

    [Fact]
    public void A_resolver_that_does_not_answer_is_given_up()
    {
        CancellationToken given = default;

        FastCgiResponse response = Send(9000, Short, async (_, token) =>
        {
            given = token;
            await Task.Delay(Timeout.Infinite, token);
            return [];
        });

        Assert.Equal((FastCgiFailureKind.TimedOut, FastCgiPhase.Connecting), (response.Failure!.Kind, response.Failure.Phase));
        Assert.Contains("was not resolved within 0.2 s", response.Failure.Message, StringComparison.Ordinal);
        Assert.True(given.IsCancellationRequested);
    }

    [Theory]
    [InlineData("..:9000")]
    [InlineData("a..b:9000")]
    public void Names_that_cannot_be_looked_up_are_no_surprise(string endpoint)
    {
        FastCgiResponse response = FastCgiClient.Send(FpmEndpoint.Parse(endpoint), new FastCgiRequest("/x.php"), new FastCgiOptions { Timeout = Long });

        Assert.Contains(response.Failure!.Kind, (FastCgiFailureKind[])[FastCgiFailureKind.NameNotResolved, FastCgiFailureKind.TimedOut]);
    }

    private static NameResolution Resolves(params string[] addresses) => async (host, _) =>
    {
        Assert.Equal("php.example", host);
        await Task.Yield();
        return Array.ConvertAll(addresses, IPAddress.Parse);
    };

    private static int UnusedPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static FastCgiResponse Send(int port, TimeSpan timeout, NameResolution resolve)
    {
        using ExchangeLoop loop = new();
        using FastCgiExchange exchange = new(FastCgiTarget.Of(FpmEndpoint.Parse($"php.example:{port}")), resolve);
        loop.Start(exchange, Request, new FastCgiOptions { Timeout = timeout });
        Assert.Same(exchange, loop.Next(CancellationToken.None));
        return exchange.ToResponse();
    }
}
