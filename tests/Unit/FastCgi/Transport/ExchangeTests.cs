using System.Net.Sockets;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>What peers do with a request that reached them.</summary>
public sealed class ExchangeTests : IDisposable
{
    private static readonly FastCgiRequest Request = new("/srv/shop/index.php");
    private static readonly FastCgiOptions Patient = new() { Timeout = TimeSpan.FromSeconds(60) };
    private static readonly FastCgiOptions Impatient = new() { Timeout = TimeSpan.FromSeconds(1) };

    // More than the kernel holds for a peer that does not read.
    private static readonly FastCgiRequest Long = new("/srv/shop/index.php") { Method = "POST", Content = new byte[8_000_000] };

    private readonly SocketDirectory _directory = new();

    private string Path => _directory.PathOf("x.sock");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_good_answer_with_its_times()
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(Path, ScriptedPeer.AnswerOnceAsync);

        FastCgiResponse response = FastCgiClient.Send(peer.Endpoint, Request, Patient);

        Assert.Null(response.Failure);
        Assert.Equal((200, "hello", 0L, FastCgiProtocolStatus.RequestComplete), (response.Status, response.Body, response.AppStatus, response.ProtocolStatus));
        Assert.Equal("text/plain", response.GetHeader("content-TYPE"));
        Assert.True(TimeSpan.Zero < response.ConnectTime && response.ConnectTime <= response.FirstByteTime && response.FirstByteTime <= response.Duration);
    }

    [Fact]
    public void A_long_request_over_tcp()
    {
        using ScriptedPeer peer = ScriptedPeer.OnTcp(ScriptedPeer.AnswerOnceAsync);

        Assert.Equal((200, "127.0.0.1"), FastCgiClient.Send(peer.Endpoint, Long, Patient) is var response ? (response.Status, response.Address) : default);
    }

    [Fact]
    public void Silence() => AssertTimedOut(FastCgiPhase.Receiving, Request, ScriptedPeer.SaySilenceAsync);

    [Fact]
    public void A_peer_that_does_not_read() => AssertTimedOut(FastCgiPhase.Sending, Long, ScriptedPeer.SaySilenceAsync);

    [Fact]
    public void A_peer_that_gives_a_byte_now_and_then_cannot_stretch_the_time() => AssertTimedOut(FastCgiPhase.Receiving, Request, async (connection, token) =>
    {
        foreach (byte part in ScriptedPeer.Answer)
        {
            await connection.SendAsync(new byte[] { part }, token);
            await Task.Delay(20, token);
        }
    });

    [Fact]
    public void A_peer_that_takes_a_byte_now_and_then_cannot_stretch_the_time() => AssertTimedOut(FastCgiPhase.Sending, Long, async (connection, token) =>
    {
        while (await connection.ReceiveAsync(new byte[1000], token) > 0)
        {
            await Task.Delay(20, token);
        }
    });

    [Fact]
    public void A_flood_ends_at_the_limit()
    {
        byte[] flood = new byte[RecordHeader.Size + 60_000];
        new RecordHeader(1, RecordType.StandardOutput, 1, 60_000, 0).Write(flood);
        FastCgiOptions limited = Patient with { MaximumBytes = 1_000_000 };

        FastCgiResponse response = Send(Request, limited, async (connection, token) =>
        {
            while (true)
            {
                await connection.SendAsync(flood, token);
            }
        });

        Assert.Equal(FastCgiFailureKind.TooMuch, response.Failure!.Kind);
        Assert.InRange(response.ReceivedBytes, 1_000_000, 1_100_000);
    }

    [Fact]
    public void Closed_without_a_byte()
    {
        FastCgiResponse response = Send(Request, Patient, async (connection, token) => await ScriptedPeer.ReadRequestAsync(connection, token));

        Assert.Equal((FastCgiFailureKind.ConnectionClosed, FastCgiPhase.Receiving, 0), (response.Failure!.Kind, response.Failure.Phase, response.Failure.ErrorNumber));
    }

    [Fact]
    public void Closed_within_the_answer()
    {
        FastCgiResponse response = Send(Request, Patient, async (connection, token) =>
        {
            await ScriptedPeer.ReadRequestAsync(connection, token);
            await connection.SendAsync(ScriptedPeer.Answer.AsMemory(0, 30), token);
        });

        Assert.Equal((FastCgiFailureKind.CutShort, 30L), (response.Failure!.Kind, response.ReceivedBytes));
    }

    [Fact]
    public void Closed_with_the_request_unread_is_a_reset()
    {
        FastCgiResponse response = Send(Request, Patient, async (connection, token) => await connection.ReceiveAsync(new byte[8], token));

        Assert.Equal((FastCgiFailureKind.ConnectionReset, 104), (response.Failure!.Kind, response.Failure.ErrorNumber));
    }

    [Fact]
    public void Closed_while_the_request_is_sent()
    {
        FastCgiResponse response = Send(Long, Patient, async (connection, token) => await connection.ReceiveAsync(new byte[8], token));

        Assert.Equal((FastCgiFailureKind.ConnectionReset, FastCgiPhase.Sending), (response.Failure!.Kind, response.Failure.Phase));
        Assert.Contains(response.Failure.ErrorNumber, (int[])[32, 104]);
    }

    [Fact]
    public void An_answer_that_comes_before_the_request_was_read_counts()
    {
        FastCgiResponse response = Send(Long, Patient, async (connection, token) => await connection.SendAsync(ScriptedPeer.Answer, token));

        Assert.Null(response.Failure);
        Assert.Equal("hello", response.Body);
    }

    [Fact]
    public void Another_protocol()
    {
        FastCgiResponse response = Send(Request, Patient, async (connection, token) =>
        {
            await ScriptedPeer.ReadRequestAsync(connection, token);
            await connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), token);
        });

        Assert.Equal((FastCgiFailureKind.NotFastCgi, ForeignProtocol.Http), (response.Failure!.Kind, response.Failure.ForeignProtocol));
    }

    [Fact]
    public void A_greeting_of_another_protocol_is_not_waited_out()
    {
        FastCgiResponse response = Send(Request, Patient, async (connection, token) =>
        {
            await connection.SendAsync("SSH-2.0-OpenSSH\r\n"u8.ToArray(), token);
            await ScriptedPeer.SaySilenceAsync(connection, token);
        });

        Assert.Equal((FastCgiFailureKind.NotFastCgi, ForeignProtocol.Ssh), (response.Failure!.Kind, response.Failure.ForeignProtocol));
        Assert.True(response.Duration < Patient.Timeout);
    }

    [Fact]
    public void Less_than_a_header_tells_another_protocol_too()
    {
        FastCgiResponse silent = Send(Request, Impatient, async (connection, token) =>
        {
            await ScriptedPeer.ReadRequestAsync(connection, token);
            await connection.SendAsync("ERROR\r\n"u8.ToArray(), token);
            await ScriptedPeer.SaySilenceAsync(connection, token);
        });
        FastCgiResponse reset = Send(Request, Patient, async (connection, token) => await connection.SendAsync("ERROR\r\n"u8.ToArray(), token));

        Assert.All((FastCgiResponse[])[silent, reset], response => Assert.Equal(
            (FastCgiFailureKind.NotFastCgi, ForeignProtocol.Memcached), (response.Failure!.Kind, response.Failure.ForeignProtocol)));
    }

    [Fact]
    public void The_connection_is_closed_when_the_answer_is_complete()
    {
        // php-fpm's worker waits for that before it takes the next request.
        FastCgiResponse response = Send(Request, Patient, async (connection, token) =>
        {
            await ScriptedPeer.AnswerOnceAsync(connection, token);
            connection.Shutdown(SocketShutdown.Send);
            Assert.Equal(0, await connection.ReceiveAsync(new byte[1], token));
        });

        Assert.Null(response.Failure);
    }

    [Fact]
    public void Giving_up_ends_the_wait()
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(Path, ScriptedPeer.SaySilenceAsync);
        using CancellationTokenSource giveUp = new();
        Task sending = Task.Run(() => FastCgiClient.Send(peer.Endpoint, Request, Patient, giveUp.Token));
        Assert.True(SpinWait.SpinUntil(() => peer.Accepted == 1, Patient.Timeout));

        giveUp.Cancel();

        Assert.IsType<OperationCanceledException>(Assert.Throws<AggregateException>(() => sending.Wait(Patient.Timeout)).InnerException);
        Assert.Throws<OperationCanceledException>(() => FastCgiClient.Send(peer.Endpoint, Request, Patient, giveUp.Token));
    }

    private FastCgiResponse Send(FastCgiRequest request, FastCgiOptions options, Func<Socket, CancellationToken, Task> script)
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(Path, script);
        return FastCgiClient.Send(peer.Endpoint, request, options);
    }

    private void AssertTimedOut(FastCgiPhase phase, FastCgiRequest request, Func<Socket, CancellationToken, Task> script)
    {
        FastCgiResponse response = Send(request, Impatient, script);

        Assert.Equal((FastCgiFailureKind.TimedOut, phase), (response.Failure?.Kind, response.Failure?.Phase));
        Assert.InRange(response.Duration, Impatient.Timeout, TimeSpan.FromSeconds(10));
    }
}
