namespace Nginx502;

/// <summary>Why no load is put on a target.</summary>
public enum LoadRefusalReason
{
    /// <summary>It is not this machine.</summary>
    NotThisMachine,

    /// <summary>The site is this machine's, and no nginx listens on that port.</summary>
    NotListening,

    /// <summary>nginx takes requests of a balancer only there (proxy_protocol).</summary>
    BalancerOnly,

    /// <summary>The name leads nowhere.</summary>
    NameNotResolved,

    /// <summary>The path of a socket is longer than an address can be.</summary>
    PathTooLong,
}
