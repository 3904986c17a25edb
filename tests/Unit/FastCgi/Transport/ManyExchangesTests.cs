using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>Many endpoints at the same time, on one thread.</summary>
public sealed class ManyExchangesTests : IDisposable
{
    private static readonly EncodedRequest Request = EncodedRequest.Encode(new FastCgiRequest("/srv/shop/index.php"));

    private readonly SocketDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Those_that_hang_hold_nobody_up()
    {
        const int count = 200;
        FastCgiOptions options = new() { Timeout = TimeSpan.FromSeconds(2) };
        using ScriptedPeer good = ScriptedPeer.OnPath(_directory.PathOf("good.sock"), ScriptedPeer.AnswerOnceAsync);
        using ScriptedPeer silent = ScriptedPeer.OnPath(_directory.PathOf("silent.sock"), ScriptedPeer.SaySilenceAsync);
        (FastCgiTarget, EncodedRequest)[] requests =
            [.. Enumerable.Range(0, count).Select(index => (FastCgiTarget.Of(IsGood(index) ? good.Endpoint : silent.Endpoint), Request))];

        (int Index, FastCgiResponse Response)[] responses = [.. FastCgiClient.SendAll(requests, options)];

        Assert.Equal(Enumerable.Range(0, count), responses.Select(response => response.Index).Order());
        Assert.All(responses.Take(count / 2), item => Assert.True(IsGood(item.Index)));
        Assert.All(responses, item => Assert.Equal(IsGood(item.Index) ? null : FastCgiFailureKind.TimedOut, item.Response.Failure?.Kind));

        // All were begun before the first wait: they end together.
        Assert.All(responses.Skip(count / 2), item => Assert.InRange(item.Response.Duration, options.Timeout, options.Timeout + TimeSpan.FromSeconds(5)));

        static bool IsGood(int index) => index % 2 == 0;
    }

    [Fact]
    public void More_than_are_sent_at_once()
    {
        const int count = 1200;
        using ScriptedPeer peer = ScriptedPeer.OnPath(_directory.PathOf("x.sock"), ScriptedPeer.AnswerOnceAsync);
        (FastCgiTarget, EncodedRequest)[] requests = [.. Enumerable.Repeat((FastCgiTarget.Of(peer.Endpoint), Request), count)];

        (int Index, FastCgiResponse Response)[] responses = [.. FastCgiClient.SendAll(requests, new FastCgiOptions { Timeout = TimeSpan.FromSeconds(60) })];

        Assert.Equal(count, responses.Select(response => response.Index).Distinct().Count());

        // 500 at once may be more than the peer's queue of 512 holds with those before it.
        Assert.All(responses, item => Assert.Contains(item.Response.Failure?.Kind, (FastCgiFailureKind?[])[null, FastCgiFailureKind.QueueFull]));
    }

    [Fact]
    public void Nothing_is_left_open()
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(_directory.PathOf("x.sock"), ScriptedPeer.AnswerAllAsync);
        (FastCgiTarget, EncodedRequest)[] requests = [.. Enumerable.Repeat((FastCgiTarget.Of(peer.Endpoint), Request), 20)];

        foreach ((int Index, FastCgiResponse Response) item in FastCgiClient.SendAll(requests))
        {
            Assert.Null(item.Response.Failure);
            break;
        }

        // Each connection of the peer ends when ours is closed.
        Assert.True(SpinWait.SpinUntil(() => peer.Open == 0, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_wait_without_anything_to_wait_for_ends()
    {
        using ExchangeLoop loop = new();
        using ScriptedPeer peer = ScriptedPeer.OnPath(_directory.PathOf("x.sock"), ScriptedPeer.SaySilenceAsync);
        using FastCgiExchange exchange = new(FastCgiTarget.Of(peer.Endpoint));

        Assert.Null(loop.Next(CancellationToken.None));
        loop.Start(exchange, Request, FastCgiOptions.Default);
        Assert.Null(loop.Next(TimeSpan.FromMilliseconds(20), CancellationToken.None));
        Assert.True(exchange.IsRunning);
    }
}
