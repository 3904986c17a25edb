namespace Nginx502;

/// <summary>What becomes of connections from some addresses, and which rule decides that. Safe to show.</summary>
/// <param name="State">What becomes of them.</param>
/// <param name="Family">4 for IPv4, 6 for IPv6.</param>
/// <param name="Interfaces">The interfaces that they come in by; empty when that does not matter.</param>
/// <param name="Sources">Where they come from: <c>anyone</c>, <c>anyone but 10.6.6.6</c>, <c>10.0.0.0/8</c>.</param>
/// <param name="Rule">The rule, or the policy; null when no chain looks at them.</param>
/// <param name="Explanation">A sentence.</param>
public sealed record FirewallDecision(
    FirewallState State, int Family, string[] Interfaces, string Sources, FirewallRulePlace? Rule, string Explanation)
{
    /// <summary>In a line.</summary>
    public override string ToString() => $"IPv{Family} from {Sources}: {State}. {Explanation}";
}
