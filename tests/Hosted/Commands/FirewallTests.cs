using System.Management.Automation;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>The firewall as a user asks for it. The rules are this machine's own: they are looked at only.</summary>
public sealed class FirewallTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Ports_are_positional_and_come_in_order() => Assert.Equal(
        [25, 8443],
        _session.Invoke("Test-GatewayFirewall 8443, 25 10.0.0.7 -WarningAction SilentlyContinue").Clean().As<GatewayFirewallResult>().Select(result => result.Port));

    [Fact]
    public void Quiet_is_one_Boolean() =>
        Assert.IsType<bool>(Assert.Single(_session.Invoke("Test-GatewayFirewall 80, 81, 82 -Quiet -WarningAction SilentlyContinue").Clean().Output).BaseObject);

    [Theory]
    [InlineData("Test-GatewayFirewall -Source $args[0]")]
    [InlineData("Enable-GatewayFirewallPort 80 -Confirm:$false -Source $args[0]")]
    public void A_source_that_is_none_is_named(string call)
    {
        InvocationResult result = _session.Invoke(call, "10.0.0.256");
        ErrorRecord error = Assert.Single(result.Errors.Append(result.Terminating).OfType<ErrorRecord>());

        Assert.StartsWith("SourceInvalid,", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidArgument, "10.0.0.256"), (error.CategoryInfo.Category, error.TargetObject));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        // Other tests make changes of other kinds at the same time.
        const string changes = "Get-GatewayChange | Where-Object Command -eq Enable-GatewayFirewallPort";
        int before = _session.Invoke(changes).Output.Count;

        Assert.Empty(_session.Invoke("Enable-GatewayFirewallPort 80 -WhatIf -PassThru -ErrorAction Ignore").Output);
        Assert.Equal(before, _session.Invoke(changes).Output.Count);
    }
}
