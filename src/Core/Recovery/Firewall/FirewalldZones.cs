using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Finds the zone of firewalld by which the internet comes in.</summary>
internal static class FirewalldZones
{
    private static readonly string[] Dispatchers = ["filter_INPUT_ZONES", "INPUT_ZONES"];
    private static readonly string[] Prefixes = ["filter_IN_", "IN_"];

    /// <summary>The zone; null when it is not found.</summary>
    public static string? Find(FirewallFacts facts)
    {
        FirewallInterface? network = facts.Interfaces.FirstOrDefault(network => network.HasDefaultRoute4 || network.HasDefaultRoute6);
        FirewallRule[] rules = [.. facts.Rules!.Tables.SelectMany(table => table.Chains).Where(chain => Dispatchers.Contains(chain.Name)).SelectMany(chain => chain.Rules)];
        return rules
            .Where(rule => rule.Matches.All(match => match.Fields is [FirewallField.InputInterface] && match.Elements.Any(element => element.Parts[0].Name == network?.Name)))
            .Select(rule => ZoneOf(rule.Verdict.Target))
            .OfType<string>()
            .FirstOrDefault();
    }

    private static string? ZoneOf(string? chain) =>
        Prefixes.FirstOrDefault(prefix => chain?.StartsWith(prefix, StringComparison.Ordinal) == true) is { } prefix && chain![prefix.Length..] is { Length: > 0 } zone
            && zone.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? zone
            : null;
}
