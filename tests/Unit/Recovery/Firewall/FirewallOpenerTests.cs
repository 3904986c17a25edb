using Nginx502.UnitTests.Diagnosis.Firewall;

namespace Nginx502.UnitTests.Recovery.Firewall;

/// <summary>How a port would be opened, and why it is refused.</summary>
public sealed class FirewallOpenerTests
{
    private const string Mark = "cafe";

    [Theory]
    [InlineData("server-nft", 9001, "10.0.0.7", "nft insert rule inet filter input position 14 ip saddr 10.0.0.7 tcp dport 9001 counter accept comment '\"nginx502-cafe\"'")]
    [InlineData("server-nft", 8080, "2001:db8::7", "nft insert rule inet filter input position 14 ip6 saddr 2001:db8::7 tcp dport 8080 counter accept comment '\"nginx502-cafe\"'")]
    [InlineData("ufw", 9001, "10.0.0.7", "ufw allow from 10.0.0.7 to any port 9001 proto tcp comment nginx502-cafe")]
    [InlineData("ufw", 8080, "anywhere", "ufw allow 8080/tcp comment nginx502-cafe")]
    [InlineData("legacy", 9001, "10.0.0.7", "iptables-legacy -w -t filter -A INPUT -s 10.0.0.7 -p tcp -m tcp --dport 9001 -m comment --comment nginx502-cafe -j ACCEPT")]
    [InlineData("firewalld", 9001, "10.0.0.7", "firewall-cmd --zone=public '--add-rich-rule=rule family=\"ipv4\" source address=\"10.0.0.7\" port port=\"9001\" protocol=\"tcp\" accept'")]
    [InlineData("firewalld", 8080, "anywhere", "firewall-cmd --zone=public --add-port=8080/tcp")]
    public void The_tool_that_manages_the_firewall_opens_it(string name, int port, string source, string command)
    {
        FirewallOpening opening = Plan(name, port, source);

        Assert.Null(opening.Refusal);
        Assert.Equal(command, opening.Commands[0]);
        Assert.Contains("reboot", opening.Persistence);
        Assert.Equal($"port {port} from {source}", opening.Target);
    }

    [Theory]
    [InlineData("nothing", 9000, "10.0.0.7", ChangeFailureReason.FirewallOff)]
    [InlineData("debian-nftables", 9000, "10.0.0.7", ChangeFailureReason.FirewallOff)]
    [InlineData("server-nft", 9000, "10.0.0.7", ChangeFailureReason.PortAlreadyOpen)]
    [InlineData("server-nft", 80, "anywhere", ChangeFailureReason.PortAlreadyOpen)]
    [InlineData("fail2ban", 80, "203.0.113.66", ChangeFailureReason.PortDenied)]
    [InlineData("fail2ban", 9000, "10.0.0.7", ChangeFailureReason.PortDenied)]
    [InlineData("ufw", 8080, "10.6.6.6", ChangeFailureReason.PortDenied)]
    [InlineData("fail2ban", 80, "anywhere", ChangeFailureReason.PortAlreadyOpen)]
    [InlineData("odd", 8080, "10.0.0.7", ChangeFailureReason.FirewallNotJudged)]
    [InlineData("docker", 9000, "198.51.100.7", ChangeFailureReason.FirewallNotJudged)]
    public void It_is_refused_where_it_would_do_nothing_or_harm(string name, int port, string source, ChangeFailureReason reason) =>
        Assert.Equal(reason, Plan(name, port, source).Refusal?.Reason);

    [Fact]
    public void Each_rule_that_lets_a_part_in_is_named_where_it_is_open_already()
    {
        string problem = Plan("doubt", 443, "anywhere").Refusal!.Problem;

        Assert.Contains("IPv4 from 10.0.0.0/24: Accepted by 'tcp dport 443 ip saddr 10.0.0.0/24 accept'", problem);
        Assert.Contains("IPv4 from anyone but 10.0.0.0/24: Accepted by 'tcp dport 443 accept'", problem);
    }

    [Fact]
    public void Being_as_wanted_is_no_failure()
    {
        GatewayChange change = new FirewallTransaction().Run(Plan("doubt", 443, "anywhere"), "Enable-GatewayFirewallPort", null);

        Assert.Equal((ChangeState.Unchanged, null), (change.State, change.Failure));
    }

    [Theory]
    [InlineData("anywhere")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("10.0.0.0/8")]
    public void A_port_of_php_fpm_is_opened_for_named_addresses_only(string source) =>
        Assert.Equal(ChangeFailureReason.SourceRequired, Plan("server-nft", 9001, source, FirewallPortUse.Fpm).Refusal?.Reason);

    [Fact]
    public void What_was_not_seen_is_not_changed() => Assert.Equal(
        ChangeFailureReason.FirewallNotSeen,
        FirewallOpener.Plan(new FirewallFacts(), RecordedFirewall.Port(80), null, force: true).Refusal?.Reason);

    [Fact]
    public void Force_comes_before_a_rule_that_denies_by_name()
    {
        Assert.Equal("ufw prepend allow from 10.6.6.6 to any port 8080 proto tcp comment nginx502-cafe", Plan("ufw", 8080, "10.6.6.6", force: true).Commands[0]);
        Assert.StartsWith("nft insert rule inet filter input position ", Plan("fail2ban", 9000, "10.0.0.7", force: true).Commands[0]);
    }

    private static FirewallOpening Plan(string name, int port, string source, FirewallPortUse use = FirewallPortUse.Other, bool force = false) =>
        FirewallOpener.Plan(RecordedFirewall.Read(name), RecordedFirewall.Port(port, use), RecordedFirewall.Source(source), force, program => "/usr/sbin/" + program, Mark);
}
