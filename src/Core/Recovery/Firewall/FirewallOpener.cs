using Nginx502.Diagnosis;
using Nginx502.Inspection;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Plans how a port is opened, narrowly, with the tool that manages the firewall. Runs nothing.</summary>
public static class FirewallOpener
{
    /// <summary>The plan, or why it is refused.</summary>
    /// <param name="facts">The firewall.</param>
    /// <param name="port">The port.</param>
    /// <param name="source">Where from; null for anywhere.</param>
    /// <param name="force">True to do it also where a rule cannot be judged, or denies it by name.</param>
    public static FirewallOpening Plan(FirewallFacts facts, FirewallPort port, FirewallSource? source, bool force) =>
        Plan(facts, port, source, force, FirewallPrograms.Find, Convert.ToHexString(Guid.NewGuid().ToByteArray().AsSpan(0, 4)).ToLowerInvariant());

    /// <summary>The plan, with the programs and the end of the mark given.</summary>
    internal static FirewallOpening Plan(FirewallFacts facts, FirewallPort port, FirewallSource? source, bool force, Func<string, string?> find, string mark)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(port);
        FirewallOpening Refuse(ChangeFailureReason reason, string problem, string advice) => new(port, source, new ChangeFailure(reason, null, problem, advice));
        if (port.Use == FirewallPortUse.Fpm && (source is null || source.IsWide))
        {
            return Refuse(
                ChangeFailureReason.SourceRequired,
                $"Port {port.Port} is php-fpm's ({port.Name}): whoever reaches it runs any code. It is opened for named addresses only.",
                "Give the address of nginx with -Source.");
        }

        if (facts.Rules is not { } rules)
        {
            string reason = facts.NotSeen.Length > 0 ? facts.NotSeen[0].ToString() : "the rules of the firewall could not be read.";
            return Refuse(ChangeFailureReason.FirewallNotSeen, $"What the firewall does is not seen: {reason}", "Nothing was changed.");
        }

        FirewallView view = FirewallView.Of(facts, port, source).FromInternet();
        FirewallOutcome[] shut = [.. view.Ways.SelectMany(way => way.Outcomes).Where(outcome => outcome.State != FirewallState.Open)];
        if (facts.Manager == FirewallManager.None && shut.Length == 0)
        {
            return Refuse(ChangeFailureReason.FirewallOff, "No firewall holds anything back on this machine: the port is open as far as it goes.", "Look for what else is on the way: a firewall of the provider, or a program that does not listen.");
        }

        if (view.Ways.Count == 0)
        {
            return Refuse(ChangeFailureReason.FirewallNotJudged, $"Port {port.Port} is listened on where no other machine comes to ({string.Join(", ", port.Addresses)}): no rule opens that.", "Let it listen on an address of this machine first.");
        }

        // Lists of blocked addresses stay as they are: what is opened is what nobody denied by name.
        var places = new FirewallRuleFinder(rules);
        FirewallOutcome[] denied = [.. shut.Where(outcome => outcome is { State: FirewallState.Closed or FirewallState.Rejected, Rule: { } rule } && !places.IsForAll(rule))];
        FirewallOutcome[] open = [.. shut.Except(denied)];
        if (open.Length == 0 && view.State(source) == FirewallState.Open)
        {
            return Refuse(ChangeFailureReason.PortAlreadyOpen, $"Port {port.Port} is open from {source?.ToString() ?? "anywhere"} already. {OpenBy(view)}", "Nothing has to be changed.");
        }

        if (!force && open.FirstOrDefault(outcome => outcome.State is FirewallState.Unknown or FirewallState.Forwarded) is { } doubtful)
        {
            string why = doubtful.State == FirewallState.Unknown ? $"it depends on {doubtful.Doubt}" : $"it is handed on to {doubtful.Doubt}";
            return Refuse(ChangeFailureReason.FirewallNotJudged, $"What a further rule would do cannot be told: {why} ({doubtful.Rule}).", "Look at that rule. -Force adds a rule all the same.");
        }

        if (!force && open.Length == 0)
        {
            return Refuse(ChangeFailureReason.PortDenied, $"A rule denies it by name: {denied[0].Rule}", "Somebody meant it: ask, or take that rule away. -Force adds a rule before it.");
        }

        bool isFirst = open.Length == 0;
        FirewallRulePlace[] deciding = [.. (isFirst ? denied : open).Select(outcome => outcome.Rule).OfType<FirewallRulePlace>().Distinct()];
        FirewallCommands? commands = FirewallCommands.For(facts, port.Port, source, deciding, isFirst, find, "nginx502-" + mark);
        if (commands?.Problem is { } problem)
        {
            return Refuse(ChangeFailureReason.FirewallCommandFailed, problem, "Nothing was changed.");
        }

        return new FirewallOpening(port, source, null)
        {
            Rule = commands!.Rule,
            Denied = isFirst ? [] : denied,
            Persistence = commands.Persistence,
            Setting = new SettingChange(
                $"port {port.Port} from {source?.ToString() ?? "anywhere"}", FirewallState.Closed.ToString(), FirewallState.Open.ToString(), WasDefault: false,
                commands.Path, null, $"firewall ({facts.Manager})", ChangeApplies.Live),
        };
    }

    // Several decisions cover a source together: each is told with its part.
    private static string OpenBy(FirewallView view)
    {
        FirewallDecision[] open = [.. FirewallDecisions.Of(view).Where(decision => decision.State == FirewallState.Open)];
        string[] rules = [.. open.Select(decision => decision.Explanation).Distinct(StringComparer.Ordinal)];
        return rules.Length == 1 ? rules[0] : string.Join(' ', open.Select(decision => $"IPv{decision.Family} from {decision.Sources}: {decision.Explanation}"));
    }

    /// <summary>Whether the port is open now as it was wanted; the failure when it is not.</summary>
    /// <param name="facts">The firewall, read anew.</param>
    /// <param name="opening">What was wanted.</param>
    internal static ChangeFailure? Verify(FirewallFacts facts, FirewallOpening opening)
    {
        FirewallView view = FirewallView.Of(facts, opening.Port, opening.Source).FromInternet();
        bool IsShut(FirewallOutcome outcome) => outcome.State != FirewallState.Open
            && !opening.Denied.Aggregate(outcome.Sources, (left, denial) => left.Except(denial.Sources)).IsEmpty;
        bool isShut = view.Ways.Any(way => way.Outcomes.Any(outcome => IsShut(outcome)));
        FirewallDecision? shut = FirewallDecisions.Of(view).FirstOrDefault(decision => decision.State != FirewallState.Open);
        return facts.Rules is not null && !isShut && view.Ways.Count > 0 ? null : new ChangeFailure(
            ChangeFailureReason.NotInEffect,
            null,
            $"The rule was added, and {opening.Target} is still not open: {shut?.Explanation ?? "the rules could not be read again."}",
            "The rule was taken away again. Look at the rule that decides.");
    }
}
