namespace Nginx502.Lab.Incidents.Networks;

/// <summary>A firewall drops what goes to the pool.</summary>
internal sealed class FirewallDrops : NetworkIncident
{
    public override string Story => "a rule of nftables drops what comes to the port of the pool, and nginx waits in vain (fastcgi_connect_timeout).";

    public override string Mending => "the rule is removed.";

    public override IncidentTruth Truth => new(Cause.FirewallBlocked, 504, "firewall|rule|nft");

    public override Task BreakAsync(LabHost host)
    {
        Network!.Run("nft", "add table inet shop");
        Network.Run("nft", "add chain inet shop input { type filter hook input priority 0; policy accept; }");
        Network.Run("nft", $"add rule inet shop input tcp dport {PortOf(host)} drop");
        return VisitAsync(host, 504);
    }

    public override Task MendAsync(LabHost host)
    {
        Network!.Run("nft", "delete table inet shop");
        return Task.CompletedTask;
    }
}
