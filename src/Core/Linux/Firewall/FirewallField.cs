namespace Nginx502.Linux;

/// <summary>What a rule of a firewall looks at in a packet.</summary>
public enum FirewallField
{
    /// <summary>Something that cannot be known beforehand.</summary>
    Unknown,

    /// <summary>The address that it comes from.</summary>
    SourceAddress,

    /// <summary>The address that it goes to.</summary>
    DestinationAddress,

    /// <summary>The port that it comes from.</summary>
    SourcePort,

    /// <summary>The port that it goes to.</summary>
    DestinationPort,

    /// <summary>The transport protocol's number; 6 is TCP.</summary>
    Protocol,

    /// <summary>The family: 2 for IPv4, 10 for IPv6, as the kernel numbers them.</summary>
    NetworkFamily,

    /// <summary>The name of the interface that it comes in by.</summary>
    InputInterface,

    /// <summary>The name of the interface that it leaves by.</summary>
    OutputInterface,

    /// <summary>The state of its connection, as bits (nftables: ct state).</summary>
    ConnectionState,

    /// <summary>The direction in its connection; 0 is that of whoever began it.</summary>
    ConnectionDirection,

    /// <summary>The status of its connection, as bits (nftables: ct status).</summary>
    ConnectionStatus,

    /// <summary>The flags of TCP, as bits; the first packet of a connection has SYN alone, 2.</summary>
    TcpFlags,

    /// <summary>Whom the packet is sent to on its wire; 0 is this machine.</summary>
    PacketType,

    /// <summary>What kind of address it goes to (RTN_* of linux/rtnetlink.h); 2 is one of this machine.</summary>
    DestinationType,
}
