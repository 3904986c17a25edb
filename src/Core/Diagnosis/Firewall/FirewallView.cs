using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>What becomes of connections to a port, by each way in which they come.</summary>
/// <param name="Ways">The ways, with the outcomes of each.</param>
internal sealed record FirewallView(IReadOnlyList<(FirewallWay Way, IReadOnlyList<FirewallOutcome> Outcomes)> Ways)
{
    /// <summary>Asks the rules.</summary>
    /// <param name="facts">The firewall.</param>
    /// <param name="port">The port.</param>
    /// <param name="source">Where from; null for anywhere.</param>
    public static FirewallView Of(FirewallFacts facts, FirewallPort port, FirewallSource? source)
    {
        var matcher = new FirewallMatcher();
        FirewallRuleSet rules = facts.Rules ?? FirewallRuleSet.Empty;
        return new FirewallView([.. FirewallWay.Of(facts, port, source).Select(way => (way, FirewallWalk.Run(
            rules,
            matcher,
            new FirewallPacket(way.Family, way.Interface, way.IsFromHere, way.Destination, port.Port),
            source?.Addresses ?? AddressRanges.All(way.Family),
            address => FirewallRoutes.To(facts, address, way.Family))))]);
    }

    /// <summary>The ways by which the internet comes.</summary>
    public FirewallView FromInternet() => new([.. Ways.Where(way => way.Way.IsFromInternet)]);

    /// <summary>The addresses of a family that have an outcome by any way.</summary>
    public AddressRanges With(FirewallState state, int family) => Ways
        .Where(way => way.Way.Family == family)
        .SelectMany(way => way.Outcomes.Where(outcome => outcome.State == state))
        .Aggregate(AddressRanges.None, (all, outcome) => all.Union(outcome.Sources));

    /// <summary>Of whom it cannot be told, a sentence; null when all is known.</summary>
    public string? Doubt()
    {
        string[] unknown =
        [
            .. Families
                .Select(family => (Family: family, Sources: With(FirewallState.Unknown, family)))
                .Where(found => !found.Sources.IsEmpty)
                .Select(found => $"{found.Sources.Describe(found.Family)} (IPv{found.Family})"),
        ];
        return unknown.Length == 0 ? null : $"It cannot be told for {string.Join(" and ", unknown)}.";
    }

    /// <summary>True when it is known of most addresses of a family that they do not get in.</summary>
    public bool IsMostlyShut(int family) => With(FirewallState.Closed, family).Union(With(FirewallState.Rejected, family)).IsMost(family);

    /// <summary>The families that there are ways of.</summary>
    public IEnumerable<int> Families => Ways.Select(way => way.Way.Family).Distinct();

    /// <summary>All ways in one word.</summary>
    /// <param name="source">Where from; null for anywhere.</param>
    public FirewallState State(FirewallSource? source)
    {
        FirewallState[] states = [.. Ways.Select(way => State(way.Outcomes, source, way.Way.Family)).Distinct()];
        return states switch
        {
            [] => FirewallState.Unknown,
            [var one] => one,
            _ when states.Any(state => state is FirewallState.Open or FirewallState.OpenToSome) => FirewallState.OpenToSome,
            _ when states.Contains(FirewallState.Unknown) => FirewallState.Unknown,
            _ when states.Contains(FirewallState.Forwarded) => FirewallState.Forwarded,
            _ => FirewallState.Closed,
        };
    }

    private static FirewallState State(IReadOnlyList<FirewallOutcome> outcomes, FirewallSource? source, int family)
    {
        AddressRanges open = Of(outcomes, FirewallState.Open);
        if (!open.IsEmpty)
        {
            bool isAll = source is null ? open.IsMost(family) : source.Addresses.Except(open).IsEmpty;
            return isAll ? FirewallState.Open : FirewallState.OpenToSome;
        }

        // A hole that may be there is not closed.
        if (!Of(outcomes, FirewallState.Unknown).IsEmpty)
        {
            return FirewallState.Unknown;
        }

        // What holds for most of them.
        return outcomes.GroupBy(outcome => outcome.State).Select(group => (State: group.Key, Count: Of(group, group.Key).Count())).MaxBy(group => group.Count).State;
    }

    private static AddressRanges Of(IEnumerable<FirewallOutcome> outcomes, FirewallState state) =>
        outcomes.Where(outcome => outcome.State == state).Aggregate(AddressRanges.None, (all, outcome) => all.Union(outcome.Sources));
}
