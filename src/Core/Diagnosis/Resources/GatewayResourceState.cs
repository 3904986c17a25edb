namespace Nginx502;

/// <summary>Whether there is enough of a resource. Ordered: a later value is worse.</summary>
public enum GatewayResourceState
{
    /// <summary>There is enough.</summary>
    Fine,

    /// <summary>It could not be looked at.</summary>
    NotSeen,

    /// <summary>There is enough now, and it was short once, or is worth knowing.</summary>
    Note,

    /// <summary>It is short, or will be soon.</summary>
    Warning,

    /// <summary>There is none left: visitors get errors, or are about to.</summary>
    Exhausted,
}
