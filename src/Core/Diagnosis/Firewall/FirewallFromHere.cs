using System.Net;
using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>What the firewall of this machine does with connections that it makes itself, as those of nginx to php-fpm: to itself, and to another machine.</summary>
internal static class FirewallFromHere
{
    private const string LocalHost = "localhost";

    /// <summary>The decisions by which connections to an endpoint come to nothing; empty when none does, or it is not known.</summary>
    /// <param name="facts">The firewall.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static IReadOnlyList<FirewallDecision> Barring(FirewallFacts facts, FpmEndpoint endpoint) =>
        [.. FirewallDecisions.Of(Look(facts, endpoint)).Where(decision => decision.State is FirewallState.Closed or FirewallState.Rejected)];

    /// <summary>What lets the connections through that are barred by some decisions.</summary>
    /// <param name="facts">The firewall.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="barring">The decisions.</param>
    public static Remedy Remedy(FirewallFacts facts, FpmEndpoint endpoint, IReadOnlyList<FirewallDecision> barring)
    {
        FirewallDecision decision = barring[0];
        if (facts.Manager is FirewallManager.Ufw or FirewallManager.Firewalld || !IsHere(facts, endpoint) || decision.Rule is not { } rule)
        {
            return new Remedy($"Take that rule out, with what put it there, or accept port {endpoint.Port} before it: {decision.Rule}");
        }

        bool isByName = !new FirewallRuleFinder(facts.Rules!).IsForAll(rule);
        return new Remedy(
            $"Accept connections of this machine to port {endpoint.Port} before that rule{(isByName ? ", which names it: ask who meant that" : string.Empty)}.",
            $"Enable-GatewayFirewallPort -Port {endpoint.Port} -Source {decision.Sources}{(isByName ? " -Force" : string.Empty)}");
    }

    private static FirewallView Look(FirewallFacts facts, FpmEndpoint endpoint)
    {
        if (facts.Rules is not { } rules || AddressOf(endpoint) is not { } address)
        {
            return new FirewallView([]);
        }

        (UInt128 destination, int family) = NumberOf(address);
        FirewallForwarding? route = FirewallRoutes.To(facts, destination, family);
        FirewallInterface? outgoing = route is null ? null : facts.Interfaces.FirstOrDefault(network => route.Interface is { } name ? network.Name == name : HasDefaultRoute(network, family));
        UInt128? source = route is null ? destination : outgoing?.Addresses.Select(own => FirewallRoutes.NumberOf(own, family)).FirstOrDefault(number => number is not null);
        if (source is not { } from)
        {
            return new FirewallView([]);
        }

        var packet = new FirewallPacket(family, null, true, destination, endpoint.Port) { IsLeaving = route is not null, OutputInterface = outgoing?.Name };
        return new FirewallView(
        [
            (new FirewallWay(family, outgoing?.Name ?? FirewallPacket.Loopback, true, destination, true),
             FirewallWalk.Run(rules, new FirewallMatcher(), packet, AddressRanges.Of([(from, from)]), other => FirewallRoutes.To(facts, other, family))),
        ]);
    }

    private static IPAddress? AddressOf(FpmEndpoint endpoint) => endpoint.IsUnixSocket ? null
        : endpoint.Host == LocalHost ? IPAddress.Loopback
        : IPAddress.TryParse(endpoint.Host, out IPAddress? address) ? address
        : null;

    private static (UInt128 Number, int Family) NumberOf(IPAddress address)
    {
        UInt128 number = FirewallValues.Address(address.ToString(), out int family)!.Value;
        return (number, family);
    }

    private static bool IsHere(FirewallFacts facts, FpmEndpoint endpoint) =>
        AddressOf(endpoint) is { } address && NumberOf(address) is var (number, family) && FirewallRoutes.To(facts, number, family) is null;

    private static bool HasDefaultRoute(FirewallInterface network, int family) => !network.IsLoopback && (family == 6 ? network.HasDefaultRoute6 : network.HasDefaultRoute4);
}
