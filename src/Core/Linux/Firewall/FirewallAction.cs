namespace Nginx502.Linux;

/// <summary>What a rule of a firewall does with a packet that it fits.</summary>
public enum FirewallAction
{
    /// <summary>Nothing that decides: it counts, logs or marks.</summary>
    None,

    /// <summary>Lets it pass this base chain.</summary>
    Accept,

    /// <summary>Drops it without a word.</summary>
    Drop,

    /// <summary>Refuses it with an answer.</summary>
    Reject,

    /// <summary>Goes through another chain, and comes back.</summary>
    Jump,

    /// <summary>Goes through another chain, and does not come back.</summary>
    Goto,

    /// <summary>Goes back to the chain that it came from.</summary>
    Return,

    /// <summary>Looks the action up by a value of the packet.</summary>
    Lookup,

    /// <summary>Gives it another port or address to go to.</summary>
    Translate,

    /// <summary>Takes it out of the tracking of connections.</summary>
    NoTrack,

    /// <summary>Hands it to something that is not seen here, as a program.</summary>
    Unknown,
}
