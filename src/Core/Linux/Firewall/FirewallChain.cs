namespace Nginx502.Linux;

/// <summary>A chain of rules.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rules">Its rules, in order.</param>
public sealed record FirewallChain(string Name, IReadOnlyList<FirewallRule> Rules)
{
    /// <summary>Where in a packet's way it begins: input, prerouting, ingress, …; null for a chain that others go to.</summary>
    public string? Hook { get; init; }

    /// <summary>Its order among the chains of the hook; the lowest comes first.</summary>
    public int Priority { get; init; }

    /// <summary>filter, nat or route; null for a chain that others go to.</summary>
    public string? Type { get; init; }

    /// <summary>True when what comes to its end is dropped.</summary>
    public bool Drops { get; init; }

    /// <summary>The interfaces that it is bound to (ingress); empty for all.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];
}
