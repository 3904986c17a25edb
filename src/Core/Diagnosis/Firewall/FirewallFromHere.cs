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
        if (facts.Manager is FirewallManager.Ufw or FirewallManager.Firewalld || !IsHere(facts, AddressOf(endpoint)!) || decision.Rule is not { } rule)
        {
            return new Remedy($"Take that rule out, with what put it there, or accept port {endpoint.Port} before it.", $"Test-GatewayFirewall {endpoint.Port} -Source {decision.Sources}");
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

        int family = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? 6 : 4;
        UInt128 destination = FirewallValues.Address(address.ToString(), out _)!.Value;
        FirewallInterface? outgoing = IsHere(facts, address) ? null : OutgoingTo(facts, destination, family);
        UInt128? source = IsHere(facts, address) ? destination : outgoing is null ? null : OwnAddress(outgoing, family);
        if (source is not { } from)
        {
            return new FirewallView([]);
        }

        var packet = new FirewallPacket(family, null, true, destination, endpoint.Port) { IsLeaving = outgoing is not null, OutputInterface = outgoing?.Name };
        return new FirewallView(
        [
            (new FirewallWay(family, outgoing?.Name ?? FirewallPacket.Loopback, true, destination, true),
             FirewallWalk.Run(rules, new FirewallMatcher(), packet, AddressRanges.Of([(from, from)]), _ => null)),
        ]);
    }

    private static IPAddress? AddressOf(FpmEndpoint endpoint) => endpoint.IsUnixSocket ? null
        : endpoint.Host == LocalHost ? IPAddress.Loopback
        : IPAddress.TryParse(endpoint.Host, out IPAddress? address) ? address
        : null;

    private static bool IsHere(FirewallFacts facts, IPAddress address) =>
        IPAddress.IsLoopback(address) || facts.Interfaces.Any(network => network.Addresses.Any(own => own.Address == address.ToString()));

    // The interface of the address' own network, else that of the default route.
    private static FirewallInterface? OutgoingTo(FirewallFacts facts, UInt128 destination, int family)
    {
        FirewallInterface[] outside = [.. facts.Interfaces.Where(network => !network.IsLoopback)];
        return outside.FirstOrDefault(network => network.Addresses.Any(own => IsOnLink(own, destination, family)))
            ?? outside.FirstOrDefault(network => family == 6 ? network.HasDefaultRoute6 : network.HasDefaultRoute4);
    }

    private static bool IsOnLink(FirewallAddress own, UInt128 destination, int family) =>
        FirewallValues.Address(own.Address, out int of) is { } number && of == family
        && FirewallValues.Prefix(number, own.PrefixLength, family) is { } range && destination >= range.First && destination <= range.Last;

    private static UInt128? OwnAddress(FirewallInterface network, int family) => network.Addresses
        .Select(own => FirewallValues.Address(own.Address, out int of) is { } number && of == family ? number : (UInt128?)null)
        .FirstOrDefault(number => number is not null);
}
