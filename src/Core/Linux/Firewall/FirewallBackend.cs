namespace Nginx502.Linux;

/// <summary>Which part of the kernel holds a table.</summary>
public enum FirewallBackend
{
    /// <summary>nftables, whichever tool wrote it.</summary>
    Nftables,

    /// <summary>The tables of iptables-legacy.</summary>
    IptablesLegacy,
}
