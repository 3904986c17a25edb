namespace Nginx502.UnitTests.Diagnosis.Firewall;

/// <summary>What is thought of a port, by what it is for.</summary>
public sealed class PortJudgementTests
{
    [Theory]
    [InlineData("nothing", "", Severity.Critical)]
    [InlineData("docker", "", Severity.Critical)]
    [InlineData("nothing", "10.0.0.7", Severity.Error)]
    [InlineData("server-nft", "", null)]
    [InlineData("server-nft", "10.0.0.7", null)]
    [InlineData("server-nft", "10.0.0.8", Severity.Error)]
    [InlineData("ufw", "", null)]
    [InlineData("fail2ban", "", null)]
    public void Port_9000_of_php_fpm_is_no_matter_of_strangers(string name, string allowed, Severity? severity)
    {
        GatewayFirewallResult result = Judge(name, RecordedFirewall.Port(9000, FirewallPortUse.Fpm, allowed.Split(',', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal((severity, severity is null), (result.Severity, result.Passed));
        Assert.Equal(severity is not null, result.Remedies.Length > 0);
    }

    [Theory]
    [InlineData("nothing", 80, true, null)]
    [InlineData("server-nft", 443, true, null)]
    [InlineData("firewalld", 443, false, Severity.Error)]
    [InlineData("fail2ban", 80, true, null)]
    [InlineData("legacy", 25, false, Severity.Error)]
    [InlineData("odd", 8080, false, Severity.Warning)]
    [InlineData("odd", 8005, true, Severity.Note)]
    public void Visitors_need_the_ports_of_nginx(string name, int port, bool passed, Severity? severity)
    {
        GatewayFirewallResult result = Judge(name, RecordedFirewall.Port(port, FirewallPortUse.Web) with { Addresses = ["0.0.0.0"] });

        Assert.Equal((passed, severity), (result.Passed, result.Severity));
    }

    [Theory]
    [InlineData(80, FirewallPortUse.Web, FirewallState.OpenToSome, false, Severity.Warning, "10.0.0.0/24, not known for anyone but 10.0.0.0/24")]
    [InlineData(80, FirewallPortUse.Other, FirewallState.OpenToSome, false, Severity.Warning, "10.0.0.0/24, not known for anyone but 10.0.0.0/24")]
    [InlineData(81, FirewallPortUse.Web, FirewallState.Unknown, false, Severity.Error, "not known for 10.0.0.0/24")]
    [InlineData(82, FirewallPortUse.Web, FirewallState.Open, true, Severity.Note, "anyone but 10.0.0.0/24, not known for 10.0.0.0/24")]
    public void What_is_not_known_is_neither_closed_nor_passed_over(int port, FirewallPortUse use, FirewallState state, bool passed, Severity severity, string openTo)
    {
        GatewayFirewallResult result = Judge("doubt", RecordedFirewall.Port(port, use) with { Addresses = ["0.0.0.0"] });

        Assert.Equal((state, passed, severity, openTo), (result.State, result.Passed, result.Severity, result.OpenTo));
        Assert.Contains("It cannot be told for", result.Explanation);
    }

    [Theory]
    [InlineData(FirewallPortUse.Web)]
    [InlineData(FirewallPortUse.Other)]
    public void A_family_that_is_not_known_does_not_pass_by_the_other(FirewallPortUse use)
    {
        GatewayFirewallResult result = Judge("doubt-iptables", RecordedFirewall.Port(443, use));

        Assert.Equal((false, Severity.Warning, "IPv4: not known for anyone; IPv6: anyone"), (result.Passed, result.Severity, result.OpenTo));
        Assert.DoesNotContain("nobody gets in", result.Explanation);
    }

    [Fact]
    public void Where_nothing_listens_nothing_is_needed() =>
        Assert.True(Judge("firewalld", RecordedFirewall.Port(443, FirewallPortUse.Web) with { IsListening = false }).Passed);

    [Fact]
    public void Rules_that_were_not_seen_are_no_verdict()
    {
        var gap = new NotSeen("the rules of the firewall", "only root may", "Run it as root.");
        GatewayFirewallResult result = GatewayFirewall.Examine(new FirewallFacts { NotSeen = [gap] }, [RecordedFirewall.Port(80, FirewallPortUse.Web)])[0];

        Assert.Equal((false, FirewallState.Unknown), (result.Passed, result.State));
        Assert.Equal([gap], result.NotSeen);
    }

    private static GatewayFirewallResult Judge(string name, FirewallPort port) => GatewayFirewall.Examine(RecordedFirewall.Read(name), [port])[0];
}
