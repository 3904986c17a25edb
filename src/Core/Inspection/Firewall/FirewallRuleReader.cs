using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// Reads the rules that the kernel has. Only what is there is asked for: nft and iptables make the kernel load what it has not yet, and a module that is not loaded
/// holds no rules.
/// </summary>
/// <param name="programs">Runs the programs.</param>
/// <param name="processNetPath">The directory of the network namespace in /proc.</param>
/// <param name="gaps">Takes what could not be seen.</param>
/// <param name="hasNftables">Whether the kernel has nftables; null to look.</param>
internal sealed class FirewallRuleReader(FirewallPrograms programs, string processNetPath, List<NotSeen> gaps, bool? hasNftables = null)
{
    private const string What = "the rules of the firewall";
    private const string AsRoot = "Run it as root, outside of containers.";

    /// <summary>Reads them; null when they could not be seen.</summary>
    public FirewallRuleSet? Read()
    {
        FirewallRuleSet? nftables = ReadNftables();
        FirewallRuleSet? legacy = ReadLegacy();
        return nftables is null || legacy is null ? null : nftables.With(legacy);
    }

    private FirewallRuleSet? ReadNftables()
    {
        if (!(hasNftables ?? KernelModules.IsPresent("nf_tables", "nf_tables_newtable")))
        {
            return FirewallRuleSet.Empty;
        }

        if (programs.Locate("nft") is not { } nft)
        {
            return ReadWithoutNft();
        }

        if (programs.Run(nft, out string? problem, "-j", "list", "ruleset") is not { } json)
        {
            return Missed(problem!);
        }

        NftRuleTexts texts = programs.RunText(nft, out _, "-a", "-s", "list", "ruleset") is { } listing ? NftRuleTexts.Parse(listing) : NftRuleTexts.Empty;
        var parser = new NftRuleSetParser(texts);
        if (parser.Parse(json) is not { } rules)
        {
            return Missed($"{nft} printed something that is not understood");
        }

        foreach (string family in parser.ForeignFamilies)
        {
            rules = Complete(rules, family);
        }

        return rules;
    }

    // Without nft, iptables still shows its own tables.
    private FirewallRuleSet? ReadWithoutNft()
    {
        FirewallRuleSet? rules = null;
        foreach (int family in (int[])[4, 6])
        {
            if (SaveOfNft(family) is { } saved)
            {
                rules = (rules ?? FirewallRuleSet.Empty).With(saved);
            }
        }

        gaps.Add(new NotSeen("rules of nftables beside those of iptables", "the program nft is not installed", "Install the package nftables."));
        return rules;
    }

    // What iptables' own extensions hold, nft does not show.
    private FirewallRuleSet Complete(FirewallRuleSet rules, string family)
    {
        if (SaveOfNft(family == "ip6" ? 6 : 4) is not { } saved)
        {
            gaps.Add(new NotSeen("what some rules of iptables look at", "iptables-nft-save is not installed or failed", "Install the package iptables."));
            return rules;
        }

        return new FirewallRuleSet([.. rules.Tables.Select(table => table.Family == family ? IptablesMerge.Merge(table, saved) : table)]);
    }

    private FirewallRuleSet? SaveOfNft(int family)
    {
        string name = family == 6 ? "ip6tables" : "iptables";
        foreach (string path in new[] { programs.Locate($"{name}-nft-save"), programs.Locate($"{name}-save") }.OfType<string>())
        {
            if (programs.RunText(path, out _) is { } text && text.Contains("(nf_tables)", StringComparison.Ordinal))
            {
                return IptablesSaveParser.Parse(text, family, FirewallBackend.Nftables);
            }
        }

        return null;
    }

    private FirewallRuleSet? ReadLegacy()
    {
        FirewallRuleSet rules = FirewallRuleSet.Empty;
        foreach ((int family, string file, string name) in (ValueTuple<int, string, string>[])[(4, "ip_tables_names", "iptables"), (6, "ip6_tables_names", "ip6tables")])
        {
            string path = $"{processNetPath}/{file}";
            string names;
            try
            {
                names = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
            }
            catch (UnauthorizedAccessException)
            {
                return Missed("only root may see which tables there are");
            }
            catch (IOException exception)
            {
                return Missed($"{path} cannot be read: {exception.Message.TrimEnd('.')}");
            }

            // No table is there, and none shall come to be by asking.
            if (names.Trim().Length == 0)
            {
                continue;
            }

            if (programs.Locate($"{name}-legacy-save", $"{name}-save") is not { } save)
            {
                return Missed($"there are tables of {name}-legacy, and {name}-legacy-save is not installed");
            }

            if (programs.RunText(save, out string? problem) is not { } text)
            {
                return Missed(problem!);
            }

            rules = rules.With(IptablesSaveParser.Parse(text, family, FirewallBackend.IptablesLegacy));
        }

        return rules;
    }

    private FirewallRuleSet? Missed(string reason)
    {
        gaps.Add(new NotSeen(What, reason, AsRoot));
        return null;
    }
}
