using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>What Test-FpmSocket takes, gives and ends with. Real servers are in the integration tests.</summary>
public sealed class TestFpmSocketTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Everything_with_an_endpoint_is_taken()
    {
        string[] calls =
        [
            "'/nowhere/x.sock' | Test-FpmSocket",
            "[Nginx502.FpmEndpoint]::Parse('/nowhere/x.sock') | Test-FpmSocket",
            "[pscustomobject]@{ Endpoint = 'unix:/nowhere/x.sock' } | Test-FpmSocket",
            "[pscustomobject]@{ Listen = '/nowhere/x.sock' } | Test-FpmSocket",
            "Test-FpmSocket ([pscustomobject]@{ Upstream = 'fastcgi://unix:/nowhere/x.sock:' })",
            "Test-FpmSocket -Endpoint /nowhere/x.sock, unix:/nowhere/x.sock",
        ];

        Assert.All(calls, call => Assert.Equal("unix:/nowhere/x.sock", Assert.Single(_session.Invoke(call).Clean().As<FpmSocketTestResult>()).Endpoint.ToString()));
    }

    [Fact]
    public void Every_server_of_a_group_is_one()
    {
        InvocationResult result = _session.Invoke(
            "[pscustomobject]@{ Protocol = 'FastCgi'; Endpoints = '/nowhere/a.sock', '/nowhere/b.sock'; Endpoint = '/nowhere/a.sock' }, [pscustomobject]@{ Protocol = 'Http'; Endpoints = @('127.0.0.1:80') } | Test-FpmSocket");

        Assert.Equal(["unix:/nowhere/a.sock", "unix:/nowhere/b.sock"], result.As<FpmSocketTestResult>().Select(one => one.Endpoint.ToString()).Order());
        Assert.Contains("1 object names no endpoint of FastCGI", Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_without_an_endpoint_are_counted_in_one_warning_and_Quiet_is_false_then()
    {
        InvocationResult result = _session.Invoke("[pscustomobject]@{ Endpoint = $null }, [pscustomobject]@{ Upstream = 'backend' } | Test-FpmSocket -Quiet");

        Assert.Equal([false], result.As<bool>());
        Assert.Contains("2 objects name no endpoint of FastCGI", Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'no endpoint', '/nowhere/x.sock' | Test-FpmSocket", "EndpointInvalid", 1)]
    [InlineData("Test-FpmSocket /nowhere/x.sock -AsUser no-such-user", "UserNotFound", 0)]
    [InlineData("Test-FpmSocket /nowhere/x.sock -Timeout 0", "ParameterArgumentValidationError", 0)]
    [InlineData("Test-FpmSocket -Endpoint 'no endpoint'", "ParameterArgumentTransformationError", 0)]
    [InlineData("$null | Test-FpmSocket", "ParameterArgumentValidationError", 0)]
    [InlineData("Test-FpmSocket -Endpoint $null", "ParameterArgumentValidationError", 0)]
    [InlineData("Test-FpmSocket -NginxConfigPath /nowhere/nginx.conf", "PathNotFound", 0)]
    public void Mistakes_have_an_id(string call, string id, int results)
    {
        InvocationResult result = _session.Invoke(call);

        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(results, result.Output.Count);
    }

    [Fact]
    public void Ctrl_C_ends_it_while_a_listener_says_nothing()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using RunningInvocation running = _session.Start("Test-FpmSocket /nowhere/x.sock, $args[0] -Timeout 1h", ((IPEndPoint)silent.LocalEndpoint).Port);
        running.WaitFor(1);

        Assert.False(running.HasEnded);
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(running.Errors);
    }

    [Fact]
    public void The_rung_that_fails_is_seen_at_a_glance()
    {
        string path = _folder.Write("x.sock", "no socket");
        string shown = _session.Show("Test-FpmSocket $args[0]", path);

        Assert.StartsWith("FAIL unix:", shown.TrimStart('\n'), StringComparison.Ordinal);
        Assert.Contains("  ok   Exists", shown, StringComparison.Ordinal);
        Assert.Contains("  FAIL IsSocket     a regular file; errno 111: Connection refused", shown, StringComparison.Ordinal);
        Assert.Contains("not reached", shown, StringComparison.Ordinal);
        Assert.Contains("  mend   Compare both sides", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_where_nobody_listens_fails_at_Listening()
    {
        using Socket bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        FpmSocketTestResult result = Assert.Single(_session.Invoke("Test-FpmSocket $args[0]", ((IPEndPoint)bound.LocalEndPoint!).Port).As<FpmSocketTestResult>());

        Assert.Equal((FpmSocketRungKind.Listening, Errno.ECONNREFUSED), (result.FailedRung, result.Errno));
    }
}
