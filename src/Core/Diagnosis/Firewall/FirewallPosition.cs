using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>Where a packet is among the rules.</summary>
/// <param name="Table">The table.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Index">The next rule, from 0.</param>
/// <param name="PathIndex">The base chain's place on the packet's way.</param>
/// <param name="Caller">Where it goes on after this chain; null when the base chain's policy decides then.</param>
internal sealed record FirewallPosition(FirewallTable Table, FirewallChain Chain, int Index, int PathIndex, FirewallPosition? Caller)
{
    /// <summary>The base chain; null when this is one.</summary>
    public FirewallChain? Base { get; init; }
}
