using Nginx502.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.FastCgi;

/// <summary>Several requests over one connection to a real php-fpm.</summary>
public sealed class KeptConnectionTests
{
    private const string WhoAmI = "<?php echo getmypid();";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneWorkerAnswersAllRequestsOfAConnection(bool usesTcp)
    {
        using AskedSite site = await AskedSite.StartAsync(usesTcp: usesTcp);
        using ExchangeLoop loop = new();
        using FastCgiExchange exchange = new(FastCgiTarget.Of(site.Endpoint));
        EncodedRequest request = EncodedRequest.Encode(site.Script(WhoAmI), keepsConnection: true);
        HashSet<string> workers = [];

        for (int round = 0; round < 20; round++)
        {
            FastCgiResponse response = Ask(loop, exchange, request);
            Assert.Null(response.Failure);
            Assert.Equal(round == 0, response.ConnectTime is not null);
            workers.Add(response.Body);
        }

        Assert.Single(workers);
    }

    [Fact]
    public async Task AConnectionThatIsKeptKeepsTheWorker()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.max_children"] = "1" });
        using ExchangeLoop loop = new();
        using FastCgiExchange exchange = new(FastCgiTarget.Of(site.Endpoint));
        Ask(loop, exchange, EncodedRequest.Encode(site.Request("hello.php"), keepsConnection: true));

        AskedSite.AssertTimedOut(FastCgiPhase.Receiving, site.Ask("hello.php", AskedSite.Impatient));
        exchange.Dispose();
        Assert.Equal("hello\n", site.Ask("hello.php").Body);
    }

    [Fact]
    public async Task AWorkerThatEndsAfterEachRequestClosesTheConnection()
    {
        using AskedSite site = await AskedSite.StartAsync(new() { ["pm.max_requests"] = "1" });
        using ExchangeLoop loop = new();
        using FastCgiExchange exchange = new(FastCgiTarget.Of(site.Endpoint));
        EncodedRequest request = EncodedRequest.Encode(site.Script(WhoAmI), keepsConnection: true);
        List<string> workers = [];

        while (workers.Count < 5)
        {
            FastCgiResponse response = Ask(loop, exchange, request);
            if (response.Failure is { } failure)
            {
                // It was closed between our look at it and our request: nothing of that was answered, and it can be sent again.
                Assert.Equal((FastCgiFailureKind.KeptConnectionClosed, 0L), (failure.Kind, response.ReceivedBytes));
                continue;
            }

            Assert.NotNull(response.ConnectTime);
            workers.Add(response.Body);
        }

        Assert.Equal(workers.Count, workers.Distinct().Count());
    }

    private static FastCgiResponse Ask(ExchangeLoop loop, FastCgiExchange exchange, EncodedRequest request)
    {
        loop.Start(exchange, request, new FastCgiOptions { Timeout = Patience.Limit });
        Assert.Same(exchange, loop.Next(CancellationToken.None));
        return exchange.ToResponse();
    }
}
