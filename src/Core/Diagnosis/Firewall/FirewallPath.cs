using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>The base chains that a packet meets, in the order in which it does.</summary>
internal sealed class FirewallPath
{
    private const string Ingress = "ingress";
    private const string Prerouting = "prerouting";
    private const string Input = "input";
    private const string Forward = "forward";
    private const string Output = "output";
    private const string Postrouting = "postrouting";

    // include/uapi/linux/netfilter_ipv4.h: NF_IP_PRI_CONNTRACK, and the same for IPv6.
    private const int TrackingPriority = -200;

    private readonly List<(FirewallTable Table, FirewallChain Chain)> _chains = [];

    /// <summary>Finds them.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="packet">The packet as it comes in.</param>
    public FirewallPath(FirewallRuleSet rules, FirewallPacket packet)
    {
        FirewallTable[] tables = [.. rules.Tables.Where(table => !table.IsDormant && IsOf(table, packet.Family))];
        string[] hooks = packet.IsLeaving ? [Output, Postrouting] : packet.IsFromHere ? [Output, Postrouting, Ingress, Prerouting, Input] : [Ingress, Prerouting, Forward, Input];
        foreach (string hook in hooks)
        {
            _chains.AddRange(tables
                .SelectMany(table => table.Chains.Where(chain => chain.Hook == hook && IsMet(table, chain, packet)).Select(chain => (table, chain)))
                .OrderBy(found => found.chain.Priority));
        }
    }

    /// <summary>The next base chain from a place on; null at the end.</summary>
    /// <param name="index">The place; becomes that of the chain.</param>
    /// <param name="packet">The packet as it is now.</param>
    public (FirewallTable Table, FirewallChain Chain)? Next(ref int index, FirewallPacket packet)
    {
        for (; index < _chains.Count; index++)
        {
            FirewallChain chain = _chains[index].Chain;
            bool isPassed = (chain.Hook == Forward && !packet.IsForwarded)
                || (chain.Hook == Input && packet.IsForwarded)
                || (chain.Hook == Prerouting && packet is { IsFromHere: true, IsForwarded: true })
                || (chain.Type == "nat" && (packet.Tracking == PacketTracking.Untracked || (packet.IsTranslated && chain.Hook == Prerouting)));
            if (!isPassed)
            {
                return _chains[index];
            }
        }

        return null;
    }

    /// <summary>A packet as a base chain gets it: connections are tracked before the chains that translate addresses, and after those of raw.</summary>
    /// <param name="packet">The packet as it was.</param>
    /// <param name="chain">The chain.</param>
    public static FirewallPacket Track(FirewallPacket packet, FirewallChain chain) =>
        packet.Tracking == PacketTracking.NotYet && (chain.Hook is Input or Forward || (chain.Hook is Prerouting or Output && chain.Priority > TrackingPriority))
            ? packet with { Tracking = PacketTracking.Tracked }
            : packet;

    /// <summary>A packet of this machine that is led to another one, as a base chain gets it: the output chains are told the interface that it had before.</summary>
    /// <param name="packet">The packet as it was.</param>
    /// <param name="chain">The chain.</param>
    public static FirewallPacket Leave(FirewallPacket packet, FirewallChain chain) =>
        chain.Hook == Postrouting && packet is { IsFromHere: true, IsForwarded: true } ? packet with { IsLeaving = true } : packet;

    private static bool IsOf(FirewallTable table, int family) => table.Family switch
    {
        "ip" => family == 4,
        "ip6" => family == 6,
        "inet" or "netdev" => true,
        _ => false,
    };

    // Chains of ingress are bound to interfaces.
    private static bool IsMet(FirewallTable table, FirewallChain chain, FirewallPacket packet) => chain.Hook == Ingress
        ? chain.Devices.Count == 0 || packet.InputInterface is null || chain.Devices.Contains(packet.InputInterface, StringComparer.Ordinal)
        : table.Family != "netdev";
}
