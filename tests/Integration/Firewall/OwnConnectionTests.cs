using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Firewall;

/// <summary>Rules that bar nginx from php-fpm, on the same machine and on another one: what is said is what the kernel does.</summary>
public sealed class OwnConnectionTests
{
    private const string Loopback = "127.0.0.1";
    private const string Own = "10.9.0.1";
    private const string Other = "10.9.0.2";

    [Theory]
    [InlineData("ip filter output 'oifname lo tcp dport 9000 reject'", Loopback, FirewallState.Rejected)]
    [InlineData("ip filter output 'oifname lo tcp dport 9000 reject'", Own, FirewallState.Rejected)]
    [InlineData("ip filter output 'oifname lo tcp dport 9000 reject'", Other, FirewallState.Open)]
    [InlineData("ip filter output 'oifname eth0 tcp dport 9000 drop'", Loopback, FirewallState.Open)]
    [InlineData("ip filter output 'oifname eth0 tcp dport 9000 drop'", Own, FirewallState.Open)]
    [InlineData("ip filter output 'oifname eth0 tcp dport 9000 drop'", Other, FirewallState.Closed)]
    [InlineData("ip filter output 'ip daddr 127.0.0.1 tcp dport 9000 reject with tcp reset'", Loopback, FirewallState.Rejected)]
    [InlineData("ip filter output 'ip daddr 127.0.0.1 tcp dport 9000 reject with tcp reset'", Other, FirewallState.Open)]
    [InlineData("ip filter output 'fib daddr type local drop'", Own, FirewallState.Closed)]
    [InlineData("ip filter output 'fib daddr type local drop'", Other, FirewallState.Open)]
    [InlineData("inet shop input 'iifname lo tcp dport 9000 drop'", Loopback, FirewallState.Closed)]
    [InlineData("inet shop input 'iifname eth0 tcp dport 9000 drop'", Loopback, FirewallState.Open)]
    [InlineData("inet shop input 'ip saddr 10.9.0.1 drop'", Own, FirewallState.Closed)]
    [InlineData("inet shop postrouting 'ip daddr 10.9.0.2 drop'", Other, FirewallState.Closed)]
    [InlineData("inet shop prerouting 'iifname lo drop'", Loopback, FirewallState.Closed)]
    public void WhatBarsNginxIsSaid(string rule, string address, FirewallState expected)
    {
        if (!Requirement.IsMet("a network of its own", LabNetwork.IsPossible))
        {
            return;
        }

        using var wires = new FirewallWires();
        string[] parts = rule.Split(' ', 4);
        wires.InServer("nft", "add", "table", parts[0], parts[1]);
        wires.InServer("nft", $"add chain {parts[0]} {parts[1]} {parts[2]} {{ type filter hook {parts[2]} priority 0; policy accept; }}");
        wires.InServer("nft", $"add rule {parts[0]} {parts[1]} {parts[2]} {parts[3].Trim('\'')}");

        var port = new FirewallPort(9000, FirewallPortUse.Fpm, "pool www", true, ["127.0.0.1"], []) { AskedFromHere = [FpmEndpoint.Parse($"{address}:9000")] };
        GatewayFirewallResult said = GatewayFirewall.Examine(wires.Read(), [port])[0];

        Assert.Equal(expected, wires.AskFromServer(address == Other ? Own : address, address, 9000));
        Assert.Equal(expected == FirewallState.Open, said.Passed);
        if (expected != FirewallState.Open)
        {
            Assert.Equal((expected, Severity.Error), (said.State, said.Severity));
            Assert.Contains(parts[3].Trim('\'')[..12], said.Decisions[0].Explanation.Replace("\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Single(said.Remedies);
        }
    }

    // What the machine asks of itself can be led to another one. The output chains after that see the new address and, as the kernel has it, the old interface
    // (net/ipv4/netfilter.c: the state of a hook is that of its beginning); what comes after them sees the new one.
    [Theory]
    [InlineData("output 0", "ip daddr 10.9.0.2 drop", FirewallState.Closed)]
    [InlineData("output 0", "ip daddr 10.9.0.1 drop", FirewallState.Open)]
    [InlineData("output 0", "oifname eth0 tcp dport 9000 drop", FirewallState.Open)]
    [InlineData("output 0", "oifname lo tcp dport 9000 drop", FirewallState.Closed)]
    [InlineData("postrouting 0", "oifname eth0 tcp dport 9000 drop", FirewallState.Closed)]
    [InlineData("postrouting 0", "oifname lo tcp dport 9000 drop", FirewallState.Open)]
    [InlineData("input 0", "tcp dport 9000 drop", FirewallState.Open)]
    public void AnAddressThatIsLedElsewhereIsJudgedThere(string hook, string rule, FirewallState expected)
    {
        if (!Requirement.IsMet("a network of its own", LabNetwork.IsPossible))
        {
            return;
        }

        using var wires = new FirewallWires();
        wires.InServer("nft", "add", "table", "ip", "led");
        wires.InServer("nft", "add chain ip led output { type nat hook output priority -100; policy accept; }");
        wires.InServer("nft", $"add rule ip led output ip daddr {Own} tcp dport 9000 dnat to {Other}:9000");
        wires.InServer("nft", $"add chain ip led filter {{ type filter hook {hook.Replace(" ", " priority ", StringComparison.Ordinal)}; policy accept; }}");
        wires.InServer("nft", $"add rule ip led filter {rule}");

        var port = new FirewallPort(9000, FirewallPortUse.Fpm, "pool www", true, ["127.0.0.1"], []) { AskedFromHere = [FpmEndpoint.Parse($"{Own}:9000")] };
        GatewayFirewallResult said = GatewayFirewall.Examine(wires.Read(), [port])[0];

        Assert.Equal(expected, wires.AskFromServer(Own, Own, 9000));
        Assert.Equal(expected == FirewallState.Open, said.Passed);
    }
}
