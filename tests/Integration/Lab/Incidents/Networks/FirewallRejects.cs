namespace Nginx502.Lab.Incidents.Networks;

/// <summary>A firewall refuses what goes to the pool.</summary>
internal sealed class FirewallRejects : NetworkIncident
{
    public override string Story => "a rule of nftables answers connections to the port of the pool with a reset, which looks as if nobody listened.";

    public override string Mending => "the rule is removed.";

    public override IncidentTruth Truth => new(Cause.FirewallBlocked, 502, "firewall|rule|nft");

    public override Task BreakAsync(LabHost host)
    {
        Network!.Run("nft", "add table inet shop");
        Network.Run("nft", "add chain inet shop input { type filter hook input priority 0; policy accept; }");
        Network.Run("nft", $"add rule inet shop input tcp dport {PortOf(host)} reject with tcp reset");
        return VisitAsync(host, 502);
    }

    public override Task MendAsync(LabHost host)
    {
        Network!.Run("nft", "delete table inet shop");
        return Task.CompletedTask;
    }
}
