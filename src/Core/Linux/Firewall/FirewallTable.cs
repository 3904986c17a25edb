namespace Nginx502.Linux;

/// <summary>A table of chains and sets.</summary>
/// <param name="Backend">Which part of the kernel holds it.</param>
/// <param name="Family">ip, ip6, inet, netdev, bridge or arp.</param>
/// <param name="Name">Its name.</param>
/// <param name="Chains">Its chains.</param>
/// <param name="Sets">Its named sets and maps.</param>
public sealed record FirewallTable(
    FirewallBackend Backend, string Family, string Name, IReadOnlyList<FirewallChain> Chains, IReadOnlyList<FirewallSet> Sets)
{
    /// <summary>True when the kernel passes it over (nftables: flags dormant).</summary>
    public bool IsDormant { get; init; }

    /// <summary>True when iptables wrote it: its rules are changed with iptables and not with nft.</summary>
    public bool IsOfIptables { get; init; }
}
