namespace Nginx502.Diagnosis;

/// <summary>Puts together what happens when a condition fits and when it does not, where that is not known.</summary>
internal static class FirewallDoubts
{
    /// <summary>What is known of both: the same outcome, or none.</summary>
    /// <param name="fitting">What happens when it fits.</param>
    /// <param name="other">What happens when it does not.</param>
    /// <param name="rule">The rule of the condition.</param>
    /// <param name="doubt">What the condition depends on.</param>
    public static IEnumerable<FirewallOutcome> Combine(IReadOnlyList<FirewallOutcome> fitting, IReadOnlyList<FirewallOutcome> other, FirewallRulePlace rule, string doubt)
    {
        foreach (FirewallOutcome one in fitting)
        {
            foreach (FirewallOutcome two in other)
            {
                AddressRanges both = one.Sources.Intersect(two.Sources);
                if (!both.IsEmpty)
                {
                    bool isSame = one.State == two.State && (one.State != FirewallState.Forwarded || one.Doubt == two.Doubt);
                    yield return isSame ? two with { Sources = both }
                        : new FirewallOutcome(both, FirewallState.Unknown, one.State == FirewallState.Unknown ? one.Rule : two.State == FirewallState.Unknown ? two.Rule : rule,
                            one.State == FirewallState.Unknown ? one.Doubt : two.State == FirewallState.Unknown ? two.Doubt : doubt);
                }
            }
        }
    }
}
