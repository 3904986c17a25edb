namespace Nginx502.Linux;

/// <summary>Puts together what nft shows of a table of iptables, order and handles, and what iptables shows, the conditions.</summary>
internal static class IptablesMerge
{
    /// <summary>The table with the rules as iptables has them, where both have equally many.</summary>
    /// <param name="table">The table as nft shows it.</param>
    /// <param name="saved">What iptables shows.</param>
    public static FirewallTable Merge(FirewallTable table, FirewallRuleSet saved)
    {
        if (saved.Tables.FirstOrDefault(other => other.Family == table.Family && other.Name == table.Name) is not { } twin)
        {
            return table;
        }

        Dictionary<string, FirewallChain> chains = twin.Chains.ToDictionary(chain => chain.Name, StringComparer.Ordinal);
        return table with
        {
            IsOfIptables = true,
            Chains = [.. table.Chains.Select(chain => chains.TryGetValue(chain.Name, out FirewallChain? other) && other.Rules.Count == chain.Rules.Count
                ? chain with { Rules = [.. chain.Rules.Zip(other.Rules, (rule, plain) => plain with { Handle = rule.Handle })] }
                : chain)],
        };
    }
}
