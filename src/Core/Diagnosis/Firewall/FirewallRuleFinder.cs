using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>Finds the rules that decisions name.</summary>
/// <param name="rules">The rules.</param>
internal sealed class FirewallRuleFinder(FirewallRuleSet rules)
{
    /// <summary>True for what drops all that no rule before it took: a policy, or a rule that names neither addresses nor ports.</summary>
    public bool IsForAll(FirewallRulePlace place) => place.IsPolicy || (RuleAt(place) is { } rule && !rule.Matches.Any(IsOfName)
        && rule.Verdict.Lookup is null);

    private static bool IsOfName(FirewallMatch match) =>
        match.Fields.Any(field => field is FirewallField.SourceAddress or FirewallField.DestinationPort or FirewallField.DestinationAddress);

    private FirewallRule? RuleAt(FirewallRulePlace place) => rules.Tables
        .Where(table => table.Backend == place.Backend && table.Family == place.Family && table.Name == place.Table)
        .SelectMany(table => table.Chains.Where(chain => SafeText.Escape(chain.Name) == place.Chain))
        .SelectMany(chain => chain.Rules)
        .FirstOrDefault(rule => rule.Number == place.Number);
}
