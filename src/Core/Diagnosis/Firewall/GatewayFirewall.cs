using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>Says what the firewall of this machine does with connections to its ports: a pure function of the rules.</summary>
public static class GatewayFirewall
{
    /// <summary>Judges each port.</summary>
    /// <param name="facts">The firewall.</param>
    /// <param name="ports">The ports.</param>
    /// <param name="source">Where connections come from; null for anywhere.</param>
    public static IReadOnlyList<GatewayFirewallResult> Examine(FirewallFacts facts, IReadOnlyList<FirewallPort> ports, FirewallSource? source = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(ports);
        return [.. ports.Select(port => Examine(facts, port, source))];
    }

    private static GatewayFirewallResult Examine(FirewallFacts facts, FirewallPort port, FirewallSource? source)
    {
        var result = new GatewayFirewallResult(
            false, port.Port, port.Use, port.Name, source?.ToString(), FirewallState.Unknown, "unknown", Severity.Warning,
            "The rules could not be seen.", [], [], facts.Manager, [.. facts.NotSeen]);
        if (facts.Rules is null)
        {
            return result;
        }

        if (source is null && Barred(facts, port, result) is { } barred)
        {
            return barred;
        }

        FirewallView view = FirewallView.Of(facts, port, source);
        if (view.Ways.Count == 0)
        {
            return result with
            {
                Passed = true,
                State = FirewallState.Closed,
                OpenTo = "nobody",
                Severity = null,
                Explanation = "No other machine reaches it: it is listened on where none comes to.",
            };
        }

        // Visitors come from the internet; php-fpm has to fear neighbours too.
        FirewallView judged = port.Use == FirewallPortUse.Fpm ? view : view.FromInternet();
        FirewallState state = judged.State(source);
        FirewallFinding finding = port.Use switch
        {
            FirewallPortUse.Fpm => FirewallPortRules.JudgeFpm(port, view, source),
            FirewallPortUse.Web => FirewallPortRules.JudgeWeb(port, judged, state, source),
            _ => FirewallPortRules.JudgeOther(port, judged, state),
        };
        return result with
        {
            Passed = finding.Passed,
            State = state,
            OpenTo = OpenTo(judged),
            Severity = finding.Severity,
            Explanation = finding.Explanation,
            Decisions = [.. FirewallDecisions.Of(view)],
            Remedies = [.. finding.Remedies],
        };
    }

    // php-fpm is for nginx before all others.
    private static GatewayFirewallResult? Barred(FirewallFacts facts, FirewallPort port, GatewayFirewallResult result)
    {
        foreach (FpmEndpoint endpoint in port.AskedFromHere)
        {
            if (FirewallFromHere.Barring(facts, endpoint) is [{ } first, ..] barring)
            {
                FirewallView outside = FirewallView.Of(facts, port, null);
                return result with
                {
                    State = first.State,
                    OpenTo = outside.Ways.Count == 0 ? "nobody" : OpenTo(outside),
                    Severity = Severity.Error,
                    Explanation = $"nginx of this machine does not get through to {endpoint}: {(first.State == FirewallState.Closed ? "it waits in vain, and answers 504" : "it is refused, and answers 502")}.",
                    Decisions = [.. barring, .. FirewallDecisions.Of(outside)],
                    Remedies = [FirewallFromHere.Remedy(facts, endpoint, barring)],
                };
            }
        }

        return null;
    }

    private static string OpenTo(FirewallView view)
    {
        (int Family, string Text)[] open = [.. view.Families.Select(family => (family, OpenTo(view, family)))];
        return open.Select(found => found.Text).Distinct(StringComparer.Ordinal).Count() == 1
            ? open[0].Text
            : string.Join("; ", open.Select(found => $"IPv{found.Family}: {found.Text}"));
    }

    // What is not known is neither in nor out.
    private static string OpenTo(FirewallView view, int family)
    {
        AddressRanges open = view.With(FirewallState.Open, family);
        AddressRanges unknown = view.With(FirewallState.Unknown, family);
        return unknown.IsEmpty ? open.Describe(family)
            : open.IsEmpty ? $"not known for {unknown.Describe(family)}"
            : $"{open.Describe(family)}, not known for {unknown.Describe(family)}";
    }
}
