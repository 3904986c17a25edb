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

    private readonly List<(FirewallTable Table, FirewallChain Chain)> _chains = [];

    /// <summary>Finds them.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="packet">The packet as it comes in.</param>
    public FirewallPath(FirewallRuleSet rules, FirewallPacket packet)
    {
        FirewallTable[] tables = [.. rules.Tables.Where(table => !table.IsDormant && IsOf(table, packet.Family))];
        foreach (string hook in packet.IsFromHere ? (string[])[Output, Ingress, Prerouting, Input] : [Ingress, Prerouting, Forward, Input])
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
                || (chain.Type == "nat" && (packet.IsUntracked || (packet.IsTranslated && chain.Hook == Prerouting)));
            if (!isPassed)
            {
                return _chains[index];
            }
        }

        return null;
    }

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
