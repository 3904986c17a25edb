namespace Nginx502.UnitTests.Diagnosis.Firewall;

/// <summary>Rules that bar nginx of this machine from php-fpm, by the rules of tests/data/firewall/own.</summary>
public sealed class OwnConnectionTests
{
    [Theory]
    [InlineData("127.0.0.1:9000", FirewallState.Rejected, "'oifname \"lo\" tcp dport 9000 reject' in chain OUTPUT", "Enable-GatewayFirewallPort -Port 9000 -Source 127.0.0.1 -Force")]
    [InlineData("localhost:9000", FirewallState.Rejected, "'oifname \"lo\" tcp dport 9000 reject' in chain OUTPUT", "Enable-GatewayFirewallPort -Port 9000 -Source 127.0.0.1 -Force")]
    [InlineData("203.0.113.5:9000", FirewallState.Rejected, "'oifname \"lo\" tcp dport 9000 reject' in chain OUTPUT", "Enable-GatewayFirewallPort -Port 9000 -Source 203.0.113.5 -Force")]
    [InlineData("127.0.0.1:9001", FirewallState.Closed, "policy drop", "Enable-GatewayFirewallPort -Port 9001 -Source 127.0.0.1")]
    [InlineData("198.51.100.7:9000", FirewallState.Closed, "198.51.100.7", null)]
    public void TheRuleIsNamed(string endpoint, FirewallState state, string rule, string? remedy)
    {
        GatewayFirewallResult result = Judge(endpoint);

        Assert.Equal((false, state, Severity.Error), (result.Passed, result.State, result.Severity));
        Assert.Contains(rule, result.Decisions[0].Explanation, StringComparison.Ordinal);
        Assert.Equal(remedy, Assert.Single(result.Remedies).Command);
        Assert.True(remedy is not null || result.Remedies[0].Description.Contains(rule, StringComparison.Ordinal), "what cannot be typed names the rule");
    }

    [Theory]
    [InlineData("198.51.100.8:9000")]
    [InlineData("[::1]:9000")]
    [InlineData("[2001:db8:9::9]:9001")]
    [InlineData("php.internal:9000")]
    public void WhatNoRuleBarsIsJudgedAsBefore(string endpoint) => Assert.Equal("nobody", Judge(endpoint).OpenTo);

    [Fact]
    public void WhatListensForThisMachineAloneIsOpenToNobodyWhateverInterfacesThereAre()
    {
        FirewallFacts alone = RecordedFirewall.Read("nothing") with { Interfaces = [RecordedFirewall.Interfaces[0]] };

        Assert.Equal((true, "nobody"), GatewayFirewall.Examine(alone, [RecordedFirewall.Port(9000, FirewallPortUse.Fpm) with { Addresses = ["127.0.0.1"] }]) is [{ } result] ? (result.Passed, result.OpenTo) : default);
    }

    private static GatewayFirewallResult Judge(string endpoint) => GatewayFirewall.Examine(
        RecordedFirewall.Read("own"),
        [RecordedFirewall.Port(FpmEndpoint.Parse(endpoint).Port, FirewallPortUse.Fpm) with { Addresses = ["127.0.0.1"], AskedFromHere = [FpmEndpoint.Parse(endpoint)] }])[0];
}
