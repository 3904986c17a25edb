using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Tells by the chains that there are which tool manages what comes in.</summary>
internal static class FirewallManagers
{
    private const string UfwChain = "ufw-user-input";

    private static readonly string[] FirewalldChains = ["filter_INPUT_ZONES", "INPUT_ZONES", "filter_IN_public", "IN_public"];

    /// <summary>The tool.</summary>
    /// <param name="rules">The rules; null when they were not seen.</param>
    /// <param name="ufw">How ufw is set up; null where it is not installed.</param>
    public static FirewallManager Find(FirewallRuleSet? rules, UfwState? ufw)
    {
        if (rules is null)
        {
            return ufw?.IsEnabled == true ? FirewallManager.Ufw : FirewallManager.None;
        }

        FirewallTable[] tables = [.. rules.Tables.Where(table => !table.IsDormant)];
        return Has(tables, [UfwChain]) ? FirewallManager.Ufw
            : Has(tables, FirewalldChains) ? FirewallManager.Firewalld
            : Filtering(tables) switch
            {
                { IsOfIptables: false } => FirewallManager.Nftables,
                { Backend: FirewallBackend.Nftables } => FirewallManager.Iptables,
                { } => FirewallManager.IptablesLegacy,
                null => FirewallManager.None,
            };
    }

    private static bool Has(FirewallTable[] tables, string[] chains) => tables.Any(table => table.Chains.Any(chain => chains.Contains(chain.Name, StringComparer.Ordinal)));

    // A chain of input that only lets pass, as iptables makes it by being asked for it, filters nothing. The one that drops by itself comes first.
    private static FirewallTable? Filtering(FirewallTable[] tables) => tables
        .Select(table => (Table: table, Inputs: table.Chains.Where(chain => chain.Hook == "input" && table.Family is "ip" or "ip6" or "inet").ToArray()))
        .Where(found => found.Inputs.Any(chain => chain.Hook == "input" && (chain.Drops || chain.Rules.Count > 0)))
        .OrderByDescending(found => found.Inputs.Any(chain => chain.Drops))
        .Select(found => found.Table)
        .FirstOrDefault();
}
