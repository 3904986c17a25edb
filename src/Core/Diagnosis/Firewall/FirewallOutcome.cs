namespace Nginx502.Diagnosis;

/// <summary>What becomes of packets from some addresses.</summary>
/// <param name="Sources">The addresses.</param>
/// <param name="State">What becomes of them.</param>
/// <param name="Rule">The rule that decides; null when none looks at them.</param>
/// <param name="Doubt">What it depends on, where that is not known, or where it is handed on to; null else.</param>
internal sealed record FirewallOutcome(AddressRanges Sources, FirewallState State, FirewallRulePlace? Rule, string? Doubt);
