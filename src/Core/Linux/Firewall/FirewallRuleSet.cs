namespace Nginx502.Linux;

/// <summary>All tables of a network namespace.</summary>
/// <param name="Tables">The tables.</param>
public sealed record FirewallRuleSet(IReadOnlyList<FirewallTable> Tables)
{
    /// <summary>No rules at all.</summary>
    public static FirewallRuleSet Empty { get; } = new([]);

    /// <summary>Both together.</summary>
    public FirewallRuleSet With(FirewallRuleSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. Tables, .. other.Tables]);
    }
}
