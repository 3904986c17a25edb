namespace Nginx502;

/// <summary>An address of an interface.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">How many of its bits name its network.</param>
public sealed record FirewallAddress(string Address, int PrefixLength);
