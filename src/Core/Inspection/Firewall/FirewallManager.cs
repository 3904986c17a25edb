namespace Nginx502;

/// <summary>Which tool manages what comes in on this machine.</summary>
public enum FirewallManager
{
    /// <summary>None: no rule holds back what comes in.</summary>
    None,

    /// <summary>ufw.</summary>
    Ufw,

    /// <summary>firewalld.</summary>
    Firewalld,

    /// <summary>Rules of nftables that no other tool here is known to have written.</summary>
    Nftables,

    /// <summary>Rules of iptables, kept by nftables (iptables-nft).</summary>
    Iptables,

    /// <summary>Rules of iptables-legacy.</summary>
    IptablesLegacy,
}
