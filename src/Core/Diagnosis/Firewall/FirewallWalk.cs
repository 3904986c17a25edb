using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>
/// Sends the first packet of a connection through the rules, from all addresses at once: where a rule tells addresses apart, each part goes its own way; where it
/// looks at something that is not known, both ways are gone, and the outcome is known only where both agree.
/// </summary>
internal sealed class FirewallWalk
{
    // Enough for lists of ten thousands of rules; beyond, nobody waits for it.
    private const int MostSteps = 400_000;
    private const int DeepestJump = 200;

    private readonly FirewallMatcher _matcher;
    private readonly FirewallPath _path;
    private readonly Func<UInt128, FirewallForwarding?> _route;
    private int _steps;

    private FirewallWalk(FirewallMatcher matcher, FirewallPath path, Func<UInt128, FirewallForwarding?> route) => (_matcher, _path, _route) = (matcher, path, route);

    /// <summary>What becomes of packets.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="matcher">Tells what fits.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="sources">Where it may come from.</param>
    /// <param name="route">Where an address leads; null for one of this machine.</param>
    public static IReadOnlyList<FirewallOutcome> Run(
        FirewallRuleSet rules, FirewallMatcher matcher, FirewallPacket packet, AddressRanges sources, Func<UInt128, FirewallForwarding?> route)
    {
        var walk = new FirewallWalk(matcher, new FirewallPath(rules, packet), route);
        return walk.Enter(0, packet, sources, 0);
    }

    // Begins the base chain at a place of the path, or ends.
    private List<FirewallOutcome> Enter(int index, FirewallPacket packet, AddressRanges sources, int depth)
    {
        if (_path.Next(ref index, packet) is not { } found)
        {
            return [new FirewallOutcome(sources, packet.IsForwarded ? FirewallState.Forwarded : FirewallState.Open, packet.AcceptedBy, packet.ForwardedTo)];
        }

        return Walk(new FirewallPosition(found.Table, found.Chain, 0, index, null), FirewallPath.Leave(FirewallPath.Track(packet, found.Chain), found.Chain), sources, depth);
    }

    private List<FirewallOutcome> Walk(FirewallPosition start, FirewallPacket packet, AddressRanges sources, int depth)
    {
        var outcomes = new List<FirewallOutcome>();
        FirewallPosition at = start;
        while (!sources.IsEmpty)
        {
            if (depth > DeepestJump || ++_steps > MostSteps)
            {
                outcomes.Add(new FirewallOutcome(sources, FirewallState.Unknown, null, "more rules than can be gone through here"));
                return outcomes;
            }

            if (at.Index >= at.Chain.Rules.Count)
            {
                if (at.Caller is { } caller)
                {
                    at = caller;
                    continue;
                }

                outcomes.AddRange(End(at, packet, sources, depth));
                return outcomes;
            }

            FirewallRule rule = at.Chain.Rules[at.Index];
            FirewallPosition next = at with { Index = at.Index + 1 };
            if (rule.Verdict.Action != FirewallAction.None)
            {
                FirewallFit fit = _matcher.Fit(at.Table, rule, packet, sources);

                // All of them go the same way: no need to go deeper.
                if (fit.Maybe.IsEmpty && Follow(at, next, rule.Verdict, fit.Sure, sources) is { } followed)
                {
                    at = followed;
                    continue;
                }

                foreach ((FirewallFit part, FirewallVerdict verdict) in Parts(at.Table, rule, fit, packet))
                {
                    outcomes.AddRange(Apply(at, next, rule, verdict, packet, part.Sure, depth));
                    if (!part.Maybe.IsEmpty)
                    {
                        string doubt = part.Doubt ?? fit.Doubt ?? verdict.Doubt ?? "something that is not known beforehand";
                        outcomes.AddRange(FirewallDoubts.Combine(
                            Apply(at, next, rule, verdict, packet, part.Maybe, depth), Walk(next, packet, part.Maybe, depth + 1), Place(at, rule), doubt));
                    }

                    sources = sources.Except(part.Sure).Except(part.Maybe);
                }
            }

            at = next;
        }

        return outcomes;
    }

    // A rule of one verdict, or of one for each value.
    private IEnumerable<(FirewallFit Fit, FirewallVerdict Verdict)> Parts(FirewallTable table, FirewallRule rule, FirewallFit fit, FirewallPacket packet)
    {
        if (rule.Verdict.Lookup is not { } lookup)
        {
            return [(fit, rule.Verdict)];
        }

        var parts = new List<(FirewallFit, FirewallVerdict)>();
        AddressRanges left = fit.Sure.Union(fit.Maybe);
        foreach ((FirewallFit found, FirewallVerdict verdict) in _matcher.Lookup(table, lookup, packet, left))
        {
            AddressRanges sure = found.Sure.Intersect(fit.Sure).Intersect(left);
            AddressRanges maybe = found.Sure.Union(found.Maybe).Intersect(left).Except(sure);
            parts.Add((new FirewallFit(sure, maybe, found.Doubt ?? fit.Doubt), verdict));
            left = left.Except(sure).Except(maybe);
        }

        return parts;
    }

    private static FirewallPosition? Follow(FirewallPosition at, FirewallPosition next, FirewallVerdict verdict, AddressRanges fitting, AddressRanges sources)
    {
        if (fitting.IsEmpty)
        {
            return next;
        }

        if (verdict.Action is not (FirewallAction.Jump or FirewallAction.Goto) || !sources.Except(fitting).IsEmpty)
        {
            return null;
        }

        return Target(at, next, verdict);
    }

    private static FirewallPosition? Target(FirewallPosition at, FirewallPosition next, FirewallVerdict verdict) =>
        at.Table.Chains.FirstOrDefault(chain => chain.Name == verdict.Target) is { } target
            ? new FirewallPosition(at.Table, target, 0, at.PathIndex, verdict.Action == FirewallAction.Jump ? next : at.Caller) { Base = at.Base ?? at.Chain }
            : null;

    private List<FirewallOutcome> Apply(
        FirewallPosition at, FirewallPosition next, FirewallRule rule, FirewallVerdict verdict, FirewallPacket packet, AddressRanges sources, int depth)
    {
        if (sources.IsEmpty)
        {
            return [];
        }

        FirewallRulePlace place = Place(at, rule);
        switch (verdict.Action)
        {
            case FirewallAction.Accept:
                return Enter(at.PathIndex + 1, Accepted(at, packet, place), sources, depth + 1);
            case FirewallAction.Drop:
                return [new FirewallOutcome(sources, FirewallState.Closed, place, null)];
            case FirewallAction.Reject:
                return [new FirewallOutcome(sources, FirewallState.Rejected, place, null)];
            case FirewallAction.Jump or FirewallAction.Goto when Target(at, next, verdict) is { } target:
                return Walk(target, packet, sources, depth + 1);
            case FirewallAction.Return:
                return at.Caller is { } caller ? Walk(caller, packet, sources, depth + 1) : End(at, packet, sources, depth);
            case FirewallAction.NoTrack:
                return Walk(next, Untrack(packet), sources, depth + 1);
            case FirewallAction.Translate:
                return Translate(at, next, verdict, packet, place, sources, depth);
            case FirewallAction.None:
                return Walk(next, packet, sources, depth + 1);
            default:
                return [new FirewallOutcome(sources, FirewallState.Unknown, place, verdict.Doubt ?? "a rule that is not understood here")];
        }
    }

    // What is tracked already stays so.
    private static FirewallPacket Untrack(FirewallPacket packet) =>
        packet.Tracking == PacketTracking.NotYet ? packet with { Tracking = PacketTracking.Untracked } : packet;

    private List<FirewallOutcome> Translate(
        FirewallPosition at, FirewallPosition next, FirewallVerdict verdict, FirewallPacket packet, FirewallRulePlace place, AddressRanges sources, int depth)
    {
        FirewallPacket changed = packet with { IsTranslated = true, Port = verdict.ToPort ?? packet.Port };
        if (verdict.ToAddress is { } text)
        {
            if (FirewallValues.Address(text, out int family) is not { } address || family != packet.Family)
            {
                return Walk(next, packet, sources, depth + 1);
            }

            FirewallForwarding? forwarding = _route(address);
            changed = changed with
            {
                Destination = address,
                IsForwarded = forwarding is not null,
                OutputInterface = forwarding?.Interface,
                ForwardedTo = forwarding is null ? null : $"{(family == 6 ? $"[{text}]" : text)}:{changed.Port}",
                AcceptedBy = forwarding is null ? packet.AcceptedBy : place,
            };
        }

        return Enter(at.PathIndex + 1, changed, sources, depth + 1);
    }

    private List<FirewallOutcome> End(FirewallPosition at, FirewallPacket packet, AddressRanges sources, int depth)
    {
        FirewallChain chain = at.Base ?? at.Chain;
        var policy = new FirewallRulePlace(at.Table.Backend, at.Table.Family, at.Table.Name, SafeText.Escape(chain.Name), null, 0, chain.Drops ? "policy drop" : "policy accept", null);
        return chain.Drops
            ? [new FirewallOutcome(sources, FirewallState.Closed, policy, null)]
            : Enter(at.PathIndex + 1, packet.AcceptedBy is null or { IsPolicy: true } && chain.Type != "nat" ? packet with { AcceptedBy = policy } : packet, sources, depth + 1);
    }

    // Of several chains, a rule says more than a policy, and one that filters more than one that translates.
    private static FirewallPacket Accepted(FirewallPosition at, FirewallPacket packet, FirewallRulePlace place) =>
        (at.Base ?? at.Chain).Type == "nat" ? packet : packet with { AcceptedBy = place };

    private static FirewallRulePlace Place(FirewallPosition at, FirewallRule rule) =>
        new(at.Table.Backend, at.Table.Family, at.Table.Name, SafeText.Escape(at.Chain.Name), rule.Handle, rule.Number, rule.Text, rule.Comment);
}
