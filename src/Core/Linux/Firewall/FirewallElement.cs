namespace Nginx502.Linux;

/// <summary>One element of a set or a map: a value for each field that it is compared with.</summary>
/// <param name="Parts">The values, one for each field.</param>
/// <param name="Verdict">What a map gives for it; null in a set.</param>
public sealed record FirewallElement(IReadOnlyList<FirewallRange> Parts, FirewallVerdict? Verdict = null);
