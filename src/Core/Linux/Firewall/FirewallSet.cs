namespace Nginx502.Linux;

/// <summary>A named set or map of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Elements">What is in it now; null when that could not be understood.</param>
public sealed record FirewallSet(string Name, IReadOnlyList<FirewallElement>? Elements);
