namespace Nginx502.Diagnosis;

/// <summary>Makes sentences of outcomes: which rule lets whom in.</summary>
internal static class FirewallDecisions
{
    private static readonly FirewallState[] Order =
        [FirewallState.Open, FirewallState.Forwarded, FirewallState.Unknown, FirewallState.Rejected, FirewallState.Closed];

    /// <summary>The decisions of a view, those that let in first; what holds for several interfaces is said once.</summary>
    public static IReadOnlyList<FirewallDecision> Of(FirewallView view)
    {
        Dictionary<int, int> interfaces = view.Ways.GroupBy(way => way.Way.Family).ToDictionary(ways => ways.Key, ways => ways.Select(way => way.Way.Interface).Distinct().Count());
        return
        [
            .. view.Ways
                .SelectMany(way => way.Outcomes
                    .GroupBy(outcome => (outcome.State, outcome.Rule, outcome.Doubt))
                    .Select(group => (way.Way, group.Key, Sources: group.Aggregate(AddressRanges.None, (all, outcome) => all.Union(outcome.Sources)).Describe(way.Way.Family))))
                .GroupBy(found => (found.Way.Family, found.Key, found.Sources))
                .OrderBy(group => Array.IndexOf(Order, group.Key.Key.State)).ThenBy(group => group.Key.Family)
                .Select(group => Decision(group.Key.Family, group.Key.Key, group.Key.Sources, [.. group.Select(found => found.Way.Interface).OfType<string>().Distinct(StringComparer.Ordinal)], interfaces[group.Key.Family])),
        ];
    }

    private static FirewallDecision Decision(int family, (FirewallState State, FirewallRulePlace? Rule, string? Doubt) key, string sources, string[] names, int interfaces)
    {
        string[] shown = names.Length == interfaces ? [] : names;
        string rule = key.Rule is { } place ? $"'{place.Text}' in chain {place.Chain} of table {place.Family} {place.Table}" : string.Empty;
        string said = key.State switch
        {
            FirewallState.Open when key.Rule is null => "No rule looks at it.",
            FirewallState.Open when key.Rule.IsPolicy => $"No rule holds it back ({rule}).",
            FirewallState.Open => $"Accepted by {rule}.",
            FirewallState.Closed when key.Rule?.IsPolicy == true => $"No rule accepts it, and what comes to the end is dropped ({rule}).",
            FirewallState.Closed => $"Dropped by {rule}.",
            FirewallState.Rejected => $"Rejected by {rule}.",
            FirewallState.Forwarded => $"Handed on to {key.Doubt}{(rule.Length > 0 ? $" ({rule})" : string.Empty)}.",
            _ => $"It depends on {key.Doubt}{(rule.Length > 0 ? $" ({rule})" : string.Empty)}.",
        };
        return new FirewallDecision(key.State, family, shown, sources, key.Rule, said);
    }
}
