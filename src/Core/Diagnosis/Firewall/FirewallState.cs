namespace Nginx502;

/// <summary>What a firewall does with connections to a port.</summary>
public enum FirewallState
{
    /// <summary>It lets them in.</summary>
    Open,

    /// <summary>It lets some in: by their address, by the family of it, or by the interface that they come in by.</summary>
    OpenToSome,

    /// <summary>It drops them without a word: whoever connects waits until it gives up.</summary>
    Closed,

    /// <summary>It refuses them with an answer.</summary>
    Rejected,

    /// <summary>It hands them on to another machine or container, before any program of this one sees them.</summary>
    Forwarded,

    /// <summary>It cannot be told: a rule looks at something that is not known beforehand, or the rules were not seen.</summary>
    Unknown,
}
