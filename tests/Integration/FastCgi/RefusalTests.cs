using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nginx502.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.FastCgi;

/// <summary>Requests that a real php-fpm does not answer, or not well: told apart, and each within its time.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task APhpFpmThatIsStoppedAndOneThatWasKilled()
    {
        using AskedSite site = await AskedSite.StartAsync();

        site.Site.Fpm.KillAll();
        AssertFailure(FastCgiFailureKind.Refused, 111, site.Ask("hello.php"));
        await site.Site.Fpm.StartAsync();
        site.Site.Fpm.Stop();
        AssertFailure(FastCgiFailureKind.SocketMissing, 2, site.Ask("hello.php"));
    }

    [Fact]
    public async Task ARoleThatIsNotKnown()
    {
        using AskedSite site = await AskedSite.StartAsync();
        byte[] bytes = EncodedRequest.Encode(site.Request("hello.php")).Bytes.ToArray();
        const int roleOfFirstRecord = 9;
        bytes[roleOfFirstRecord] = 7;

        FastCgiResponse response = FastCgiClient.Send(FastCgiTarget.Of(site.Endpoint), EncodedRequest.FromBytes(bytes), AskedSite.Patient);

        Assert.Contains(response.Failure?.Kind, RequestTests.Closed);
        Assert.Equal((0L, null), (response.ReceivedBytes, response.ProtocolStatus));
    }

    [Fact]
    public async Task ARequestWithoutAMethod()
    {
        using AskedSite site = await AskedSite.StartAsync();
        byte[] bytes = EncodedRequest.Encode(site.Request("hello.php")).Bytes.ToArray();
        int method = bytes.AsSpan().IndexOf("REQUEST_METHOD"u8);
        bytes[method] = (byte)'X';

        FastCgiResponse response = FastCgiClient.Send(FastCgiTarget.Of(site.Endpoint), EncodedRequest.FromBytes(bytes), AskedSite.Patient);

        Assert.Null(response.Failure);
        Assert.Equal((200, ""), (response.Status, response.Body));
    }

    [Fact]
    public async Task AClientThatIsNotAllowed()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["listen.allowed_clients"] = "127.0.0.77" }, usesTcp: true);

        FastCgiResponse response = site.Ask("hello.php");

        Assert.Contains(response.Failure?.Kind, RequestTests.Closed);
        Assert.NotNull(response.ConnectTime);
    }

    [Fact]
    public async Task NginxOnThePort()
    {
        using AskedSite site = await AskedSite.StartAsync();
        FpmEndpoint nginx = FpmEndpoint.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{site.Site.Nginx.Port}"));

        FastCgiResponse response = FastCgiClient.Send(nginx, site.Request("hello.php"), AskedSite.Patient);

        Assert.Equal((FastCgiFailureKind.NotFastCgi, ForeignProtocol.Http), (response.Failure?.Kind, response.Failure?.ForeignProtocol));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&first=100000")]
    public async Task AWorkerThatIsKilledMeanwhile(string query)
    {
        using AskedSite site = await AskedSite.StartAsync();
        (ProcessIdentity worker, Task<FastCgiResponse> asking) = await site.HoldAsync("killed", query);

        worker.Signal(UnixSignal.Kill);
        FastCgiResponse response = await asking;

        FastCgiFailureKind?[] expected = query.Length == 0 ? RequestTests.Closed : [FastCgiFailureKind.CutShort, FastCgiFailureKind.ConnectionReset];
        Assert.Contains(response.Failure?.Kind, expected);
        Assert.Equal(query.Length == 0 ? 0 : 100_000, response.BodyBytes.Length);
        Assert.Equal(FastCgiPhase.Receiving, response.Failure!.Phase);
    }

    [Fact]
    public async Task APoolWhoseOnlyWorkerIsBusy()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.max_children"] = "1" });
        (_, Task<FastCgiResponse> held) = await site.HoldAsync("busy");

        AskedSite.AssertTimedOut(FastCgiPhase.Receiving, site.Ask("hello.php", AskedSite.Impatient));
        Task<FastCgiResponse> waiting = Task.Run(() => site.Ask("hello.php"));
        site.LetGo("busy");

        Assert.Equal("let go\n", (await held).Body);
        Assert.Equal("hello\n", (await waiting).Body);
    }

    [Fact]
    public async Task WorkersThatStandStill()
    {
        using AskedSite site = await AskedSite.StartAsync();
        foreach (ProcessIdentity worker in site.Site.Fpm.Workers)
        {
            worker.Signal(UnixSignal.Stop);
        }

        AskedSite.AssertTimedOut(FastCgiPhase.Receiving, site.Ask("hello.php", AskedSite.Impatient));
    }

    [Fact]
    public async Task AUnixSocketWhoseQueueIsFull()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.max_children"] = "1", ["listen.backlog"] = "1" });
        await site.HoldAsync("busy");
        using Crowd crowd = Crowd.Before(new UnixDomainSocketEndPoint(site.Endpoint.SocketPath!), count: 2);

        AssertFailure(FastCgiFailureKind.QueueFull, 11, site.Ask("hello.php"));
    }

    [Fact]
    public async Task ATcpSocketWhoseQueueIsFull()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.max_children"] = "1", ["listen.backlog"] = "1" }, usesTcp: true);
        await site.HoldAsync("busy");
        using Crowd crowd = Crowd.Before(IPEndPoint.Parse(site.Endpoint.ToString()), count: 2);

        AskedSite.AssertTimedOut(FastCgiPhase.Connecting, site.Ask("hello.php", AskedSite.Impatient));
    }

    [Fact]
    public async Task ARequestThatIsGivenUpFreesItsWorker()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.max_children"] = "1" });
        FastCgiRequest endless = site.Script("<?php ignore_user_abort(false); while (true) { echo str_repeat('x', 10000); flush(); }");

        FastCgiResponse response = site.Ask(endless, AskedSite.Patient with { MaximumBytes = 1_000_000 });

        Assert.Equal(FastCgiFailureKind.TooMuch, response.Failure!.Kind);
        Assert.Equal("hello\n", site.Ask("hello.php").Body);
    }

    [Fact]
    public async Task ManyAtOnceEachWithinItsTime()
    {
        using AskedSite site = await AskedSite.StartAsync();
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start(200);
        FastCgiTarget[] targets = [FastCgiTarget.Of(site.Endpoint), FastCgiTarget.Of(FpmEndpoint.Parse(silent.LocalEndpoint.ToString()!))];
        EncodedRequest request = EncodedRequest.Encode(site.Request("hello.php"));
        FastCgiOptions options = new() { Timeout = TimeSpan.FromSeconds(5) };

        (int Index, FastCgiResponse Response)[] responses =
            [.. FastCgiClient.SendAll([.. Enumerable.Range(0, 200).Select(index => (targets[index % 2], request))], options)];

        Assert.All(responses, item => Assert.Equal(item.Index % 2 == 0 ? null : FastCgiFailureKind.TimedOut, item.Response.Failure?.Kind));
        Assert.All(responses, item => Assert.InRange(item.Response.Duration, TimeSpan.Zero, options.Timeout + TimeSpan.FromSeconds(5)));
    }

    private static void AssertFailure(FastCgiFailureKind kind, int error, FastCgiResponse response)
    {
        Assert.Equal((kind, error, FastCgiPhase.Connecting), (response.Failure?.Kind, response.Failure?.ErrorNumber, response.Failure?.Phase));
        Assert.InRange(response.Duration, TimeSpan.Zero, Patience.Limit);
    }
}
