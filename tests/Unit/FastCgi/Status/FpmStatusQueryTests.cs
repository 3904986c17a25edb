using System.Net.Sockets;
using System.Text;
using Nginx502.FastCgi;
using Nginx502.UnitTests.FastCgi.Records;
using Nginx502.UnitTests.FastCgi.Transport;

namespace Nginx502.UnitTests.FastCgi.Status;

public sealed class FpmStatusQueryTests : IDisposable
{
    private const string Page =
        "{\"pool\":\"www\",\"process manager\":\"dynamic\",\"accepted conn\":4,\"idle processes\":1,\"active processes\":1,\"total processes\":2}";

    private static readonly FastCgiOptions Patient = new() { Timeout = TimeSpan.FromSeconds(60) };

    private readonly SocketDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false, "json")]
    [InlineData(true, "json&full")]
    public void What_is_asked(bool isFull, string query)
    {
        SentRequest sent = SentRequest.Read(EncodedRequest.Encode(FpmStatusQuery.Request("/fpm-status", isFull)).Bytes);
        Dictionary<string, string> parameters = sent.Parameters.ToDictionary(pair => pair.Key, pair => pair.Value);

        Assert.Equal(
            ["/fpm-status", "/fpm-status", query, "GET"],
            [parameters["SCRIPT_NAME"], parameters["SCRIPT_FILENAME"], parameters["QUERY_STRING"], parameters["REQUEST_METHOD"]]);
    }

    [Theory]
    [InlineData("Content-type: application/json\r\n\r\n" + Page, null)]
    [InlineData("Status: 404 Not Found\r\n\r\nFile not found.\n", FpmStatusProblem.NotConfigured)]
    [InlineData("Status: 403 Forbidden\r\n\r\nAccess denied.\n", FpmStatusProblem.NotConfigured)]
    [InlineData("Status: 500 Internal Server Error\r\n\r\nInternal error. Please review log file for errors.", FpmStatusProblem.NotAvailable)]
    [InlineData("Status: 503 Service Unavailable\r\n\r\nServer busy. Please try again later.", FpmStatusProblem.NotAvailable)]
    [InlineData("Content-type: text/html\r\n\r\n<html>a shop</html>", FpmStatusProblem.NotAStatusPage)]
    [InlineData("Location: /login\r\n\r\n", FpmStatusProblem.NotAStatusPage)]
    [InlineData("no header", FpmStatusProblem.NoAnswer)]
    public void What_an_answer_means(string output, FpmStatusProblem? problem)
    {
        FpmStatusResult result = Ask(async (connection, token) =>
        {
            await ScriptedPeer.ReadRequestAsync(connection, token);
            await connection.SendAsync(ScriptedPeer.MakeAnswer(Encoding.UTF8.GetBytes(output)), token);
        });

        Assert.Equal((problem, problem is null), (result.Problem, result.Status is not null));
        Assert.Equal(problem is null, result.Message.Length == 0);
        Assert.Equal(problem == FpmStatusProblem.NotConfigured, result.Remedies.Count == 1);
        Assert.Equal(_directory.PathOf("x.sock"), result.Response.Endpoint.SocketPath);
    }

    [Fact]
    public void A_pool_that_does_not_answer_in_time_gets_the_remedy_for_full_pools()
    {
        FpmStatusResult result = Ask(ScriptedPeer.SaySilenceAsync, new FastCgiOptions { Timeout = TimeSpan.FromMilliseconds(100) });

        Assert.Equal(FpmStatusProblem.NoAnswer, result.Problem);
        Assert.Contains("pm.status_listen", Assert.Single(result.Remedies).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Pools_are_asked_where_their_page_is_answered()
    {
        using ScriptedPeer pool = ScriptedPeer.OnPath(_directory.PathOf("pool.sock"), (connection, token) => AnswerAsync(connection, PageOf("own"), token));
        using ScriptedPeer side = ScriptedPeer.OnPath(_directory.PathOf("side.sock"), (connection, token) => AnswerAsync(connection, PageOf("aside"), token));
        FpmPool[] pools =
        [
            Pool("own", _directory.PathOf("pool.sock"), "/status", null),
            Pool("aside", _directory.PathOf("pool.sock"), "/status", _directory.PathOf("side.sock")),
            Pool("no-path", _directory.PathOf("pool.sock"), null, null),
            Pool("no-address", null, "/status", null),
        ];

        (FpmPool Pool, FpmStatusResult Result)[] results = [.. FpmStatusQuery.Ask(pools, options: Patient)];

        Assert.Equal(["aside", "own"], results.Select(item => item.Pool.Pool).Order());
        Assert.All(results, item => Assert.Equal((item.Pool.Pool, "/etc/php/pool.conf"), (item.Result.Status!.Pool, item.Result.Status.ConfigurationPath)));
    }

    [Fact]
    public void A_remedy_names_the_pool()
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(
            _directory.PathOf("x.sock"), async (connection, token) =>
            {
                await ScriptedPeer.ReadRequestAsync(connection, token);
                await connection.SendAsync(ScriptedPeer.MakeAnswer("Status: 404 Not Found\r\n\r\n"u8), token);
            });

        (_, FpmStatusResult result) = Assert.Single(FpmStatusQuery.Ask([Pool("o'hara", _directory.PathOf("x.sock"), "/status", null)], options: Patient));

        Assert.StartsWith("Set-FpmPoolTuning -Pool 'o''hara' -ConfigurationPath /etc/php/pool.conf -Directive @{ 'pm.status_path' = ", Assert.Single(result.Remedies).Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pong", "pong", true)]
    [InlineData("pong", "alive", false)]
    [InlineData("pong\n", "pong", false)]
    [InlineData("<html>pong</html>", "pong", false)]
    public void A_ping_is_answered_by_its_own_page_alone(string body, string answer, bool expected)
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(_directory.PathOf("x.sock"), (connection, token) => AnswerAsync(connection, body, token));

        FastCgiResponse response = FastCgiClient.Send(peer.Endpoint, FpmPing.Request("/ping"), Patient);

        Assert.Equal(expected, FpmPing.IsAnswered(response, answer));
    }

    private static string PageOf(string pool) => Page.Replace("www", pool, StringComparison.Ordinal);

    private static FpmPool Pool(string name, string? listen, string? statusPath, string? statusListen) => new()
    {
        Pool = name,
        ConfigurationPath = "/etc/php/pool.conf",
        Settings =
        [
            new FpmSetting("listen", listen, false, null, null),
            new FpmSetting("pm.status_path", statusPath, false, null, null),
            new FpmSetting("pm.status_listen", statusListen, false, null, null),
        ],
    };

    private static async Task AnswerAsync(Socket connection, string body, CancellationToken token)
    {
        await ScriptedPeer.ReadRequestAsync(connection, token);
        await connection.SendAsync(ScriptedPeer.MakeAnswer(Encoding.UTF8.GetBytes("Content-type: text/plain\r\n\r\n" + body)), token);
    }

    private FpmStatusResult Ask(Func<Socket, CancellationToken, Task> script, FastCgiOptions? options = null)
    {
        using ScriptedPeer peer = ScriptedPeer.OnPath(_directory.PathOf("x.sock"), script);
        return FpmStatusQuery.Ask(peer.Endpoint, "/status", options: options ?? Patient);
    }
}
