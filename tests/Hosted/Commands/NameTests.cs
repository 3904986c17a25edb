using System.Net;
using System.Net.Sockets;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Host names as a user asks for them, and as he writes them into the hosts file.</summary>
public sealed class NameTests : IDisposable
{
    private const string Hosts = "/etc/hosts";

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly ServerCopy _server = new();

    public static TheoryData<string> Calls => ["Add-GatewayHostEntry php 10.0.0.5 -RootPath $args[0]", "Remove-GatewayHostEntry db -RootPath $args[0] -Force"];

    public void Dispose()
    {
        _session.Dispose();
        _server.Dispose();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void WhatIf_shows_the_line_and_writes_nothing(string call)
    {
        string before = _server.Read(Hosts);

        string shown = _session.Show(call + " -WhatIf -PassThru", _server.Path);

        Assert.Equal(before, _server.Read(Hosts));
        Assert.Contains("What if: ", shown);
        Assert.Matches("(?m)^[+-]10\\.0\\.", shown);
        Assert.Empty(_session.Invoke(call + " -WhatIf -PassThru", _server.Path).Clean().Output);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_line_is_written_listed_and_undone_to_the_byte(string call)
    {
        string before = _server.Read(Hosts);

        GatewayChange change = Assert.Single(_session.Invoke(call + " -PassThru", _server.Path).Clean().As<GatewayChange>());
        string after = _server.Read(Hosts);
        GatewayChange undone = Assert.Single(_session.Invoke("$args[0] | Restore-GatewayConfiguration -PassThru", change).Clean().As<GatewayChange>());

        Assert.NotEqual(before, after);
        Assert.Equal(before, _server.Read(Hosts));
        Assert.Equal((ChangeState.Committed, ChangeState.Committed, change.Id), (change.State, undone.State, undone.Undoes));
        Assert.Equal("hosts", Assert.Single(change.Settings).Scope);
    }

    [Fact]
    public void What_was_added_is_taken_out_without_force()
    {
        string before = _server.Read(Hosts);
        _session.Invoke("Add-GatewayHostEntry php 10.0.0.5 -RootPath $args[0]; Add-GatewayHostEntry -HostName php6 -Address fd00::5 -RootPath $args[0]", _server.Path).Clean();
        Assert.EndsWith("10.0.0.5 php # nginx502\nfd00::5 php6 # nginx502\n", _server.Read(Hosts));

        _session.Invoke("Remove-GatewayHostEntry php6 -RootPath $args[0]; Remove-GatewayHostEntry php -RootPath $args[0]", _server.Path).Clean();

        Assert.Equal(before, _server.Read(Hosts));
    }

    [Theory]
    [InlineData("Add-GatewayHostEntry db 10.0.0.5", "HostEntryConflict")]
    [InlineData("Add-GatewayHostEntry localhost 10.0.0.5", "HostNameIsLoopback")]
    [InlineData("Add-GatewayHostEntry db:9000 10.0.0.5", "HostNameInvalid")]
    [InlineData("Add-GatewayHostEntry php 10.0.5", "AddressInvalid")]
    [InlineData("Remove-GatewayHostEntry db", "HostEntryNotOurs")]
    [InlineData("Remove-GatewayHostEntry php", "HostEntryNotFound")]
    public void What_is_refused_changes_nothing(string call, string id)
    {
        string before = _server.Read(Hosts);

        InvocationResult result = _session.Invoke(call + " -RootPath $args[0] -PassThru", _server.Path);

        Assert.Equal([id], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.Equal(before, _server.Read(Hosts));
        Assert.False(string.IsNullOrEmpty(result.Errors[0].ErrorDetails.RecommendedAction));
    }

    [Fact]
    public void A_file_that_something_else_manages_is_changed_with_force_only()
    {
        File.WriteAllText(_server.Path + Hosts, "# Your system has configured 'manage_etc_hosts' as True.\n127.0.0.1 localhost\n");

        Assert.Equal(["ManagedFile"], _session.Invoke("Add-GatewayHostEntry php 10.0.0.5 -RootPath $args[0]", _server.Path).ErrorIds);
        _session.Invoke("Add-GatewayHostEntry php 10.0.0.5 -RootPath $args[0] -Force", _server.Path).Clean();
        Assert.EndsWith("10.0.0.5 php # nginx502\n", _server.Read(Hosts));
    }

    [Theory]
    [InlineData("Add-GatewayHostEntry php 10.0.0.5 -Confirm")]
    [InlineData("Remove-GatewayHostEntry db -Force -Confirm")]
    public void Where_nobody_can_answer_nothing_is_done(string call)
    {
        string before = _server.Read(Hosts);
        _session.Host.IsInteractive = false;

        Assert.Equal(["ConfirmationUnavailable"], _session.Invoke(call + " -RootPath $args[0]", _server.Path).ErrorIds);
        Assert.Equal(before, _server.Read(Hosts));
    }

    [Fact]
    public void Names_are_resolved_chosen_and_piped()
    {
        string configuration = Package.TestData("names/nginx.conf");

        NginxUpstreamResolution[] all = [.. _session.Invoke("Resolve-NginxUpstream -NginxConfigPath $args[0]", configuration).Clean().As<NginxUpstreamResolution>()];
        Assert.Equal([NameLookup.AtLoad, NameLookup.PerRequest], all.Select(one => one.Lookup));
        Assert.Equal((true, false), (all[0].IsResolved, all[1].IsResolved));
        Assert.Equal(NameProblemKind.NoResolver, Assert.Single(all[1].Problems).Kind);

        string[] ones =
        [
            "Resolve-NginxUpstream shop* '/api' -NginxConfigPath $args[0]",
            "Resolve-NginxUpstream -Endpoint localhost:9001 -NginxConfigPath $args[0]",
            "Get-NginxUpstream -Location /api -NginxConfigPath $args[0] | Resolve-NginxUpstream -NginxConfigPath $args[0]",
            "[pscustomobject]@{ Endpoint = 'localhost:9001' } | Resolve-NginxUpstream -NginxConfigPath $args[0]",
        ];
        Assert.All(ones, call => Assert.Equal("/api", Assert.Single(_session.Invoke(call, configuration).Clean().As<NginxUpstreamResolution>()).Location));
        Assert.Equal(2, _session.Invoke("Resolve-NginxUpstream -Name LOCAL* -NginxConfigPath $args[0]", configuration).Clean().Output.Count);
        Assert.Equal(["HostNameNotUsed"], _session.Invoke("Resolve-NginxUpstream -Name php -NginxConfigPath $args[0]", configuration).ErrorIds);
        Assert.Empty(_session.Invoke("@() | Resolve-NginxUpstream -NginxConfigPath $args[0]", configuration).Clean().Output);
    }

    [Fact]
    public void Upstreams_of_a_copy_are_not_asked_for_here() => Assert.Equal(
        ["NotThisMachine"],
        _session.Invoke("Get-NginxUpstream -RootPath $args[0] | Resolve-NginxUpstream -NginxConfigPath $args[1]", _server.Path, Package.TestData("names/nginx.conf")).ErrorIds);

    [Fact]
    public void Ctrl_C_ends_the_wait_for_a_name_server()
    {
        // Takes questions and gives no answer.
        using Socket silent = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var folder = new TemporaryFolder();
        string configuration = folder.Write(
            "nginx.conf",
            $"events {{ }} http {{ resolver {silent.LocalEndPoint}; server {{ set $b localhost:9000; location / {{ fastcgi_pass $b; }} }} }}");

        using RunningInvocation running = _session.Start("Resolve-NginxUpstream -Timeout 10m -NginxConfigPath $args[0]", configuration);
        silent.Receive(new byte[512]);

        Assert.False(running.HasEnded);
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(running.Errors);
    }
}
