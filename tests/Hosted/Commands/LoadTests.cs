using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Load as a user asks for it, on a web server of the tests.</summary>
public sealed class LoadTests : IDisposable
{
    private static readonly string Tree = Path.Combine(Package.Repository, "samples", "server");
    private static readonly string Configuration = $"-NginxConfigPath '{Tree}/etc/nginx/nginx.conf' -FpmConfigPath '{Tree}/etc/php/8.2/fpm/php-fpm.conf'";

    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void So_many_requests_as_were_asked_for()
    {
        using var stub = new HttpStub();

        GatewayLoadResult result = Measure($"{stub.Uri}cart?token=secret", "-Requests 60 -Concurrency 3");

        Assert.Equal((60, 60L, 0L, LoadEnd.Requests), (stub.Requests, result.Requests, result.Failed, result.EndedBy));
        Assert.Equal([new LoadStatusCount(200, 60)], result.StatusCounts);
        Assert.Equal((3, 3L), (stub.Connections, result.Connections));
        Assert.Equal("GET /cart?token=secret HTTP/1.1", stub.Asked);
        Assert.Equal($"{stub.Uri}cart", result.Target);
        Assert.Null(result.Break);
        Assert.True(result.RequestsPerSecond > 0 && result.Latency.Minimum > TimeSpan.Zero && result.Latency.P50 <= result.Latency.P99 && result.Latency.P99 <= result.Latency.Maximum * 1.01);
        Assert.Equal(LoadVerdict.Held, Assert.Single(result.Steps).Verdict);
        Assert.Equal((Environment.MachineName, 3, null), (result.ComputerName, result.Concurrency, result.Rate));
    }

    [Fact]
    public void A_connection_for_each_request()
    {
        using var stub = new HttpStub();

        GatewayLoadResult result = Measure(stub.Uri, "-Requests 20 -Concurrency 2 -DisableKeepAlive");

        Assert.Equal((20, 20L, 0L, false), (stub.Connections, result.Connections, result.Failed, result.KeepsConnections));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n", "hello")]
    public void Answers_of_every_form(string head, string body)
    {
        using var stub = new HttpStub { Head = head, Body = body };

        Assert.Equal([new LoadStatusCount(200, 30)], Measure(stub.Uri, "-Requests 30 -Concurrency 2").StatusCounts);
    }

    [Fact]
    public void A_time()
    {
        using var stub = new HttpStub { Delay = TimeSpan.FromMilliseconds(10) };

        GatewayLoadResult result = Measure(stub.Uri, "-Duration 500ms -Concurrency 2");

        Assert.Equal((LoadEnd.Duration, TimeSpan.FromMilliseconds(500)), (result.EndedBy, TimeSpan.FromMilliseconds(Math.Round(result.Duration.TotalMilliseconds))));
        Assert.InRange(result.Requests, 2, 102);
        Assert.InRange(result.Latency.P50.TotalMilliseconds, 9, 400);
    }

    [Fact]
    public void A_rate()
    {
        using var stub = new HttpStub();

        GatewayLoadResult result = Measure(stub.Uri, "-Rate 100 -Duration 500ms");

        Assert.Equal((50L, 100d), (result.Requests + result.Unsent, result.Rate));
        Assert.NotNull(result.ServiceTime);
        Assert.True(result.ServiceTime.P50 <= result.Latency.P50);
    }

    // Two connections of 100 ms each carry 20 a second: of 200 a second most are late, and that is seen in their latency.
    [Fact]
    public void A_rate_that_is_too_high_shows_in_the_latency()
    {
        using var stub = new HttpStub { Delay = TimeSpan.FromMilliseconds(100) };

        GatewayLoadResult result = Measure(stub.Uri, "-Rate 200 -Duration 1 -Concurrency 2");

        Assert.Equal(200, result.Requests + result.Unsent);
        Assert.True(result.Latency.P90 > TimeSpan.FromMilliseconds(500) && result.ServiceTime!.P50 < result.Latency.P50, $"{result.Latency} {result.ServiceTime}");
        Assert.Equal(("RateNotReached", LoadVerdict.RateNotReached), (result.Break!.Name, result.Steps[0].Verdict));
    }

    [Fact]
    public void Steps_up_until_it_fails_and_stops_there()
    {
        using var stub = new HttpStub { Limit = 4, Delay = TimeSpan.FromMilliseconds(20) };

        GatewayLoadResult result = Measure(stub.Uri, "-FindLimit -Duration 300ms -Concurrency 64");

        Assert.Equal([1, 2, 3, 4, 6], result.Steps.Select(step => step.Concurrency));
        Assert.Equal([LoadVerdict.Held, LoadVerdict.Held, LoadVerdict.Held, LoadVerdict.Held, LoadVerdict.Failed], result.Steps.Select(step => step.Verdict));
        Assert.Equal((LoadEnd.LimitFound, 4), (result.EndedBy, result.Concurrency));
        Assert.Equal("Status502", result.Break!.Name);
        Assert.InRange(result.Break.Concurrency, 5, 6);
        Assert.True(result.Failed > 0);
    }

    // Visitors are spared the rest of the step.
    [Fact]
    public void A_step_that_fails_is_cut_short()
    {
        using var stub = new HttpStub { Limit = 0 };
        long start = Environment.TickCount64;

        GatewayLoadResult result = Measure(stub.Uri, "-FindLimit -Duration 5m -Concurrency 2");

        Assert.Equal((LoadVerdict.Failed, LoadEnd.LimitFound), (Assert.Single(result.Steps).Verdict, result.EndedBy));
        Assert.InRange(Environment.TickCount64 - start, 0, 120_000);
    }

    [Fact]
    public void Steps_up_until_it_is_too_slow()
    {
        using var stub = new HttpStub { Delay = TimeSpan.FromMilliseconds(60) };

        GatewayLoadResult result = Measure(stub.Uri, "-FindLimit -MaxLatency 30ms -Duration 300ms");

        Assert.Equal((LoadVerdict.TooSlow, "MaxLatency at 1 concurrent"), (Assert.Single(result.Steps).Verdict, result.Break!.ToString()));
    }

    [Fact]
    public void The_highest_step_that_holds()
    {
        using var stub = new HttpStub();

        GatewayLoadResult result = Measure(stub.Uri, "-FindLimit -Requests 20 -Concurrency 3");

        Assert.Equal((LoadEnd.HighestStep, 3, 60L, null), (result.EndedBy, result.Concurrency, result.Requests, result.Break));
    }

    [Fact]
    public void What_does_not_answer_in_time()
    {
        using var stub = new HttpStub { IsSilent = true };

        GatewayLoadResult result = Measure(stub.Uri, "-Requests 2 -Concurrency 2 -Timeout 150ms");

        Assert.Equal((LoadErrorKind.TimedOut, 2L), (Assert.Single(result.Errors).Kind, result.Failed));
        Assert.Equal("TimedOut at 1 concurrent", result.Break!.ToString());
    }

    // It is read in turns: the time of a request is over for an answer without an end, too.
    [Fact]
    public void What_answers_without_an_end()
    {
        using var stub = new HttpStub { IsEndless = true };

        GatewayLoadResult result = Measure(stub.Uri, "-Requests 2 -Concurrency 2 -Timeout 300ms");

        Assert.Equal((LoadErrorKind.TimedOut, 2L), (Assert.Single(result.Errors).Kind, result.Failed));
    }

    [Fact]
    public void What_is_no_web_server()
    {
        using var stub = new HttpStub { Head = "SSH-2.0-OpenSSH\r\n", Body = string.Empty };

        GatewayLoadResult result = Measure(stub.Uri, "-Concurrency 2");

        Assert.Equal((LoadErrorKind.NotUnderstood, LoadEnd.NothingAnswered), (Assert.Single(result.Errors).Kind, result.EndedBy));
    }

    [Fact]
    public void Where_nobody_listens_it_gives_up()
    {
        GatewayLoadResult result = Measure($"http://127.0.0.1:{FreePort()}/", "-Concurrency 4 -Duration 1m");

        Assert.Equal((LoadErrorKind.Refused, LoadEnd.NothingAnswered, "Refused"), (Assert.Single(result.Errors).Kind, result.EndedBy, result.Break!.Name));
        Assert.True(result.Failed < 50);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-DisableKeepAlive")]
    public void Https_with_a_certificate_that_nobody_trusts(string further)
    {
        using var stub = new HttpStub(isSecure: true) { Body = new string('x', 100_000), Head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n" };

        GatewayLoadResult result = Measure(stub.Uri, "-Requests 40 -Concurrency 4 " + further);

        Assert.Equal([new LoadStatusCount(200, 40)], result.StatusCounts);
        Assert.Equal((further.Length == 0 ? 4 : 40), stub.Connections);
        Assert.Contains("certificate is not checked", Assert.Single(_session.Invoke($"Measure-GatewayLoad {stub.Uri} -Requests 1 {Configuration} -Confirm:$false -Verbose").Verbose, line => line.Contains("certificate")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_speaks_no_tls()
    {
        using var stub = new HttpStub();

        Assert.Equal(LoadErrorKind.TlsFailed, Measure(stub.Uri.Replace("http:", "https:", StringComparison.Ordinal), "-Concurrency 2 -Timeout 1").Errors[0].Kind);
    }

    [Fact]
    public void A_pool_without_nginx()
    {
        using FastCgiStub stub = FastCgiStub.Answering("Status: 201 Made\r\n\r\nhello");

        GatewayLoadResult result = Assert.Single(_session.Invoke($"Measure-GatewayLoad -Endpoint $args[0] -ScriptPath /srv/index.php -Requests 10 -Concurrency 2 {Configuration} -Confirm:$false", stub.Endpoint).Clean().As<GatewayLoadResult>());

        Assert.Equal([new LoadStatusCount(201, 10)], result.StatusCounts);
        Assert.Equal((10, 10L, $"{stub.Endpoint} /srv/index.php"), (stub.Asked.Count, result.Connections, result.Target));
        Assert.Contains("SCRIPT_FILENAME/srv/index.php", stub.Asked.First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Under_WhatIf_no_connection_is_opened()
    {
        using var stub = new HttpStub();

        Assert.Empty(_session.Invoke($"Measure-GatewayLoad {stub.Uri} -Rate 7 {Configuration} -WhatIf").Clean().Output);

        Assert.Equal(0, stub.Connections);
        string said = _session.Host.Text.Plain;
        Assert.Contains(stub.Uri, said, StringComparison.Ordinal);
        Assert.Contains("7 a second", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_can_answer_nothing_is_sent()
    {
        using var stub = new HttpStub();
        using var unattended = ModuleSession.Open();
        unattended.Host.IsInteractive = false;

        Assert.Equal(["ConfirmationUnavailable"], unattended.Invoke($"Measure-GatewayLoad {stub.Uri} {Configuration}").ErrorIds);
        Assert.Equal(0, stub.Connections);
    }

    [Theory]
    [InlineData("http://192.0.2.1/", "TargetNotThisMachine")]
    [InlineData("-Endpoint 192.0.2.1:9000 -ScriptPath /srv/x.php", "TargetNotThisMachine")]
    [InlineData("http://no-such-host.invalid/", "TargetNotResolved")]
    [InlineData("-Endpoint /nowhere.sock", "LoadScriptNotGiven")]
    public void What_is_refused(string target, string id)
    {
        InvocationResult result = _session.Invoke($"Measure-GatewayLoad {target} {Configuration} -Confirm:$false");

        Assert.Empty(result.Output);
        Assert.Equal([id], result.ErrorIds);
        Assert.False(string.IsNullOrEmpty(result.Errors[0].ErrorDetails.RecommendedAction));
    }

    [Theory]
    [InlineData(302, "redirect")]
    [InlineData(404, "error page")]
    public void What_was_not_the_site_is_told(int status, string word)
    {
        using var stub = new HttpStub { Head = $"HTTP/1.1 {status} X\r\nContent-Length: 5\r\n" };

        Assert.Contains(word, Assert.Single(_session.Invoke($"Measure-GatewayLoad {stub.Uri} -Requests 3 {Configuration} -Confirm:$false").Clean().Warnings, warning => warning.Contains("answers were")), StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_it_ends_at_once_and_closes_all()
    {
        using var stub = new HttpStub { Delay = TimeSpan.FromMilliseconds(5) };
        using RunningInvocation running = _session.Start($"Measure-GatewayLoad {stub.Uri} -Concurrency 20 -Duration 1h {Configuration} -Confirm:$false");
        Until(() => stub.Requests > 100);

        Assert.Equal(20, stub.Open);
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Until(() => stub.Open == 0);
    }

    [Fact]
    public void It_shows_how_far_it_is()
    {
        using var stub = new HttpStub { Delay = TimeSpan.FromMilliseconds(5) };
        using RunningInvocation running = _session.Start($"Measure-GatewayLoad {stub.Uri} -Concurrency 2 -Duration 1h {Configuration} -Confirm:$false");
        _session.Host.WaitForProgress();
        running.Stop();

        Assert.Contains(_session.Host.Progress, record => record.StatusDescription.Contains("2 concurrent: ", StringComparison.Ordinal));
    }

    private static void Until(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "It took too long.");
            Thread.Sleep(5);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private GatewayLoadResult Measure(string uri, string further) =>
        Assert.Single(_session.Invoke($"Measure-GatewayLoad '{uri}' {further} {Configuration} -Confirm:$false").Clean().As<GatewayLoadResult>());
}
