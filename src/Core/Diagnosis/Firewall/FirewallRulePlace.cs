using Nginx502.Linux;

namespace Nginx502;

/// <summary>A rule of the firewall, or the policy of a chain, by which something is decided. Safe to show.</summary>
/// <param name="Backend">Which part of the kernel holds it.</param>
/// <param name="Family">The family of its table.</param>
/// <param name="Table">Its table.</param>
/// <param name="Chain">Its chain.</param>
/// <param name="Handle">Its handle (nftables); null where there is none.</param>
/// <param name="Number">Its place in the chain, from 1; 0 for the policy of the chain.</param>
/// <param name="Text">The rule as its tool writes it; the policy in words.</param>
/// <param name="Comment">Its comment; null without one.</param>
public sealed record FirewallRulePlace(
    FirewallBackend Backend, string Family, string Table, string Chain, long? Handle, int Number, string Text, string? Comment)
{
    /// <summary>True when no rule fits, and the chain's policy decides.</summary>
    public bool IsPolicy => Number == 0;

    /// <summary>Place and text in a line.</summary>
    public override string ToString() => $"{Family} {Table} {Chain}{(Handle is { } handle ? $" handle {handle}" : IsPolicy ? string.Empty : $" rule {Number}")}: {Text}";
}
