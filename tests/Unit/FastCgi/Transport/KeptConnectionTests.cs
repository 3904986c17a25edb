using System.Net.Sockets;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>Several requests over one connection.</summary>
public sealed class KeptConnectionTests : IDisposable
{
    private static readonly EncodedRequest Keeping = EncodedRequest.Encode(new FastCgiRequest("/srv/shop/index.php"), keepsConnection: true);
    private static readonly EncodedRequest Closing = EncodedRequest.Encode(new FastCgiRequest("/srv/shop/index.php"));
    private static readonly FastCgiOptions Options = new() { Timeout = TimeSpan.FromSeconds(60) };

    private readonly SocketDirectory _directory = new();
    private readonly ExchangeLoop _loop = new();

    public void Dispose()
    {
        _loop.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_connection_is_used_again()
    {
        using ScriptedPeer peer = Peer(ScriptedPeer.AnswerAllAsync);
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));

        Run(exchange, Keeping);
        Assert.NotNull(exchange.ConnectTime);
        for (int round = 0; round < 3; round++)
        {
            Run(exchange, Keeping);
            Assert.Null(exchange.ConnectTime);
        }

        Assert.True(exchange.IsConnectionKept);
        Assert.Equal(1, peer.Accepted);
        Run(exchange, Closing);
        Assert.False(exchange.IsConnectionKept);
        Run(exchange, Closing);
        Assert.Equal(2, peer.Accepted);
    }

    [Fact]
    public void A_connection_that_was_closed_meanwhile_is_made_anew()
    {
        using SemaphoreSlim closed = new(0);
        using ScriptedPeer peer = Peer(async (connection, token) =>
        {
            await ScriptedPeer.AnswerOnceAsync(connection, token);
            connection.Close();
            closed.Release();
        });
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));

        Run(exchange, Keeping);
        Assert.True(closed.Wait(Options.Timeout));
        Run(exchange, Keeping);

        Assert.NotNull(exchange.ConnectTime);
        Assert.Equal(2, peer.Accepted);
    }

    [Fact]
    public void A_connection_that_is_closed_just_then_says_so()
    {
        using ScriptedPeer peer = Peer(async (connection, token) =>
        {
            await ScriptedPeer.AnswerOnceAsync(connection, token);
            await ScriptedPeer.ReadRequestAsync(connection, token);
        });
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));

        Run(exchange, Keeping);
        _loop.Start(exchange, Keeping, Options);
        _loop.Next(CancellationToken.None);

        Assert.Equal(FastCgiFailureKind.KeptConnectionClosed, exchange.Failure!.Kind);
        Assert.Equal(FastCgiFailureKind.KeptConnectionClosed, exchange.ToResponse().Failure!.Kind);
        Run(exchange, Keeping);
    }

    [Fact]
    public void A_connection_in_which_something_lies_is_not_used_again()
    {
        using SemaphoreSlim sent = new(0);
        using ScriptedPeer peer = Peer(async (connection, token) =>
        {
            await ScriptedPeer.AnswerOnceAsync(connection, token);
            await Task.Yield();
            await connection.SendAsync("\u0001\u0006"u8.ToArray(), token);
            sent.Release();
            await ScriptedPeer.SaySilenceAsync(connection, token);
        });
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));

        Run(exchange, Keeping);
        Assert.True(sent.Wait(Options.Timeout));
        Run(exchange, Keeping);

        Assert.Equal(2, peer.Accepted);
    }

    [Fact]
    public void Bytes_behind_the_end_close_the_connection()
    {
        using ScriptedPeer peer = Peer(async (connection, token) =>
        {
            await ScriptedPeer.ReadRequestAsync(connection, token);
            await connection.SendAsync((byte[])[.. ScriptedPeer.Answer, 1, 6, 0, 1], token);
            await ScriptedPeer.SaySilenceAsync(connection, token);
        });
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));

        Run(exchange, Keeping);

        Assert.False(exchange.IsConnectionKept);
    }

    [Fact]
    public void Further_requests_make_no_garbage()
    {
        const int rounds = 200;
        using ScriptedPeer peer = Peer(ScriptedPeer.AnswerAllAsync);
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));
        Run(exchange, Keeping);
        Run(exchange, Keeping);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < rounds; round++)
        {
            _loop.Start(exchange, Keeping, Options);
            _loop.Next(CancellationToken.None);
        }

        Assert.Null(exchange.Failure);
        Assert.Equal(0, (GC.GetAllocatedBytesForCurrentThread() - before) / rounds);
    }

    [Fact]
    public void An_exchange_runs_once_at_a_time()
    {
        using ScriptedPeer peer = Peer(ScriptedPeer.SaySilenceAsync);
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));
        _loop.Start(exchange, Keeping, Options);

        Assert.Throws<InvalidOperationException>(() => _loop.Start(exchange, Keeping, Options));
        exchange.Dispose();
        Assert.Same(exchange, _loop.Next(CancellationToken.None));
        Assert.Equal(FastCgiFailureKind.Other, exchange.Failure!.Kind);
    }

    private ScriptedPeer Peer(Func<Socket, CancellationToken, Task> script) => ScriptedPeer.OnPath(_directory.PathOf("x.sock"), script);

    private void Run(FastCgiExchange exchange, EncodedRequest request)
    {
        _loop.Start(exchange, request, Options);
        Assert.Same(exchange, _loop.Next(CancellationToken.None));
        Assert.Null(exchange.Failure);
        Assert.Equal(200, exchange.Status);
    }
}
