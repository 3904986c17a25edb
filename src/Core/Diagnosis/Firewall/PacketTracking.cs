namespace Nginx502.Diagnosis;

/// <summary>What the kernel's tracking of connections knows of the first packet of one, on its way through the rules.</summary>
internal enum PacketTracking
{
    /// <summary>It has not been there yet: to rules of nftables and iptables its state is invalid (net/netfilter/nft_ct.c, xt_conntrack.c).</summary>
    NotYet,

    /// <summary>It was there: the connection is new.</summary>
    Tracked,

    /// <summary>A rule before took it out.</summary>
    Untracked,
}
