using System.Net;
using System.Net.Sockets;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Asking over FastCGI as a user types it, with a listener of the tests in place of php-fpm.</summary>
public sealed class FpmRequestTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly FastCgiStub _stub = FastCgiStub.Answering("Status: 201 Made\r\nX-One: 1\r\n\r\nhello\n", "PHP message: careful\n");

    public void Dispose()
    {
        _session.Dispose();
        _stub.Dispose();
    }

    [Fact]
    public void An_answer_is_told_in_its_parts()
    {
        FastCgiResponse response = Ask("-ScriptPath /srv/index.php");

        Assert.Equal((201, "Made", "hello\n", "PHP message: careful\n"), (response.Status, response.Reason, response.Body, response.StandardError));
        Assert.Equal("1", response.GetHeader("x-one"));
        Assert.Equal("hello\n"u8.ToArray(), response.GetBodyBytes());
        Assert.Null(response.Failure);
    }

    [Theory]
    [InlineData("-ScriptPath /srv/www/app/index.php", "REQUEST_METHODGET", "SCRIPT_NAME/index.php", "DOCUMENT_ROOT/srv/www/app")]
    [InlineData("-ScriptPath /srv/www/app/index.php -DocumentRoot /srv/www/", "SCRIPT_NAME/app/index.php", "SCRIPT_FILENAME/srv/www/app/index.php", "DOCUMENT_ROOT/srv/www/")]
    [InlineData("/srv/index.php -QueryString '?a=1&b=2'", "QUERY_STRINGa=1&b=2", "REQUEST_URI/index.php?a=1&b=2")]
    [InlineData("/srv/index.php -Header @{ 'X-Token' = 7; Host = 'other.example' } -HostName shop.example", "HTTP_X_TOKEN7", "HTTP_HOSTother.example", "SERVER_NAMEshop.example")]
    [InlineData("/srv/index.php -Parameter @{ HTTPS = 'on'; APP_ENV = 'test' }", "HTTPSon", "APP_ENVtest")]
    [InlineData("/srv/index.php -Body 'größe'", "REQUEST_METHODPOST", "CONTENT_LENGTH7", "application/x-www-form-urlencoded", "gr\u00C3\u00B6\u00C3\u009Fe")]
    [InlineData("/srv/index.php -Body @{ b = 'x y&z'; a = 1 }", "a=1&b=x%20y%26z")]
    [InlineData("/srv/index.php -Body ([byte[]](65, 66, 0, 67)) -ContentType application/octet-stream -Method PUT", "REQUEST_METHODPUT", "AB\0C", "application/octet-stream")]
    [InlineData("/srv/index.php -Body 'one', 'two'", "one\ntwo")]
    [InlineData("/srv/index.php -Method HEAD", "REQUEST_METHODHEAD")]
    public void What_is_typed_is_what_is_asked(string call, params string[] parts)
    {
        Ask(call);

        Assert.True(_stub.Asked.TryDequeue(out string? asked));
        Assert.All(parts, part => Assert.Contains(part, asked, StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_is_relative_to_where_the_user_is()
    {
        using var folder = new TemporaryFolder();
        _session.Invoke("$ExecutionContext.SessionState.Path.SetLocation($args[0])", folder.Path).Clean();

        Ask("./index.php");

        Assert.True(_stub.Asked.TryDequeue(out string? asked));
        Assert.Contains($"SCRIPT_FILENAME{folder.Path}/index.php", asked, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_with_an_endpoint_are_asked_each()
    {
        _session.Invoke("$args[0], $args[0] | ForEach-Object { [pscustomobject]@{ Endpoint = $_ } } | Invoke-FpmRequest /srv/index.php -Timeout 30", _stub.Endpoint).Clean();

        Assert.Equal(2, _stub.Asked.Count);
    }

    [Fact]
    public void What_does_not_answer_is_an_error_with_an_id_and_advice()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("file.sock", "");
        using FastCgiStub silent = FastCgiStub.Silent();
        InvocationResult result = _session.Invoke(
            "$args | ForEach-Object { [pscustomobject]@{ Endpoint = $_ } } | Invoke-FpmRequest /srv/index.php -Timeout 100ms",
            folder.Path + "/none.sock",
            file,
            "127.0.0.1:" + FreePort(),
            silent.Endpoint,
            "none.invalid:9000");

        Assert.Equal(["FastCgiSocketMissing", "FastCgiRefused", "FastCgiRefused", "FastCgiReceiveTimedOut"], result.ErrorIds.Take(4));
        Assert.Contains(result.ErrorIds[4], (string[])["FastCgiNameNotResolved", "FastCgiConnectTimedOut"]);
        Assert.All(result.Errors, error => Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction)));
        Assert.IsType<FpmEndpoint>(result.Errors[0].TargetObject);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void What_came_is_given_beside_the_error()
    {
        InvocationResult result = _session.Invoke("Invoke-FpmRequest /srv/index.php -Endpoint $args[0] -MaxBytes 70 -Timeout 30", _stub.Endpoint);

        Assert.Equal(["FastCgiAnswerTooLong"], result.ErrorIds);
        Assert.Equal("PHP message: careful\n", Assert.Single(result.As<FastCgiResponse>()).StandardError);
    }

    [Theory]
    [InlineData("Invoke-FpmRequest /srv/index.php -Timeout 60")]
    [InlineData("Get-FpmStatus -Timeout 60")]
    public void It_ends_at_once_when_it_is_stopped(string call)
    {
        using FastCgiStub silent = FastCgiStub.Silent();
        using RunningInvocation running = _session.Start(call + " -Endpoint $args[0]", silent.Endpoint);
        Assert.True(SpinWait.SpinUntil(() => !silent.Asked.IsEmpty, TimeSpan.FromSeconds(60)));

        Assert.False(running.HasEnded);
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(running.Errors);
    }

    [Theory]
    [InlineData("Invoke-FpmRequest /x -Timeout 0", "ParameterArgumentValidationError")]
    [InlineData("Invoke-FpmRequest /x -MaxBytes 0", "ParameterArgumentValidationError")]
    [InlineData("Invoke-FpmRequest /x -Endpoint nowhere", "ParameterArgumentTransformationError")]
    [InlineData("Invoke-FpmRequest ''", "ParameterArgumentValidationError")]
    [InlineData("$unset = $null; Get-FpmStatus -Pool $unset", "ParameterArgumentValidationError")]
    [InlineData("Get-FpmStatus -Timeout soon", "ParameterArgumentTransformationError")]
    public void A_mistake_is_refused(string call, string id) => Assert.Contains(id, _session.Invoke(call).ErrorIds.Single(), StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private FastCgiResponse Ask(string arguments) => Assert.Single(_session.Invoke($"Invoke-FpmRequest {arguments} -Endpoint $args[0] -Timeout 30", _stub.Endpoint).Clean().As<FastCgiResponse>());
}
