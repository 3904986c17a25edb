using System.Net;
using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>One way in which connections come to a port.</summary>
/// <param name="Family">4 or 6.</param>
/// <param name="Interface">The interface; null when none is known.</param>
/// <param name="IsFromHere">True for connections of this machine to itself.</param>
/// <param name="Destination">The address that is asked; null when none is known.</param>
/// <param name="IsFromInternet">True when the internet comes by it, or the source that is asked about; all ways are taken for that where none is known to be.</param>
internal sealed record FirewallWay(int Family, string? Interface, bool IsFromHere, UInt128? Destination, bool IsFromInternet)
{
    /// <summary>The ways to a port.</summary>
    /// <param name="facts">The interfaces.</param>
    /// <param name="port">The port.</param>
    /// <param name="source">Where from; null for anywhere.</param>
    public static IReadOnlyList<FirewallWay> Of(FirewallFacts facts, FirewallPort port, FirewallSource? source)
    {
        int[] families = [.. new[] { 4, 6 }.Where(family => (source is null || source.Family == family) && IsListened(port, family))];
        var ways = new List<FirewallWay>();
        foreach (int family in families)
        {
            ways.AddRange(source is { } from && IsHere(facts, from) ? [FromHere(port, from)] : FromOutside(facts, port, family, source));
        }

        return ways;
    }

    private static List<FirewallWay> FromOutside(FirewallFacts facts, FirewallPort port, int family, FirewallSource? source)
    {
        var ways = new List<FirewallWay>();
        FirewallInterface[] outside = [.. facts.Interfaces.Where(network => !network.IsLoopback)];
        bool hasInternet = outside.Any(network => HasRoute(network, family));
        foreach (FirewallInterface network in outside)
        {
            bool isFromInternet = !hasInternet || HasRoute(network, family);
            foreach (FirewallAddress address in network.Addresses)
            {
                if (FirewallValues.Address(address.Address, out int own) is { } destination && own == family && IsAsked(port, address.Address, family)
                    && !IsLinkLocal(address.Address))
                {
                    ways.Add(new FirewallWay(family, network.Name, false, destination, isFromInternet));
                }
            }
        }

        if (source is not null)
        {
            string? network = outside.FirstOrDefault(network => network.Addresses.Any(address => IsOnLink(address, source)))?.Name;
            FirewallWay[] fitting = [.. ways.Where(way => network is null ? way.IsFromInternet : way.Interface == network)];
            ways = [.. (fitting.Length > 0 ? fitting : [.. ways]).Select(way => way with { IsFromInternet = true })];
        }

        // Where no interface has an address of the family, nobody comes by it; where there is none at all, nothing is known.
        return ways.Count == 0 && outside.Length == 0 && port.Addresses.Any(address => !IsLoopback(address)) ? [new FirewallWay(family, null, false, null, true)] : ways;
    }

    private static FirewallWay FromHere(FirewallPort port, FirewallSource source)
    {
        string? single = port.Addresses.FirstOrDefault(address => !IsWildcard(address) && FirewallValues.Address(address, out int family) is not null && family == source.Family);
        UInt128? destination = single is null ? source.Range.First : FirewallValues.Address(single, out _);
        return new FirewallWay(source.Family, FirewallPacket.Loopback, true, destination, true);
    }

    private static bool IsListened(FirewallPort port, int family) => port.Addresses.Any(address => IsOfFamily(port, address, family));

    // A socket on :: takes IPv4 too, unless another one has it.
    private static bool IsOfFamily(FirewallPort port, string address, int family) => address switch
    {
        "::" => family == 6 || !port.Addresses.Contains("0.0.0.0"),
        _ => FirewallValues.Address(address, out int own) is null || own == family,
    };

    private static bool IsAsked(FirewallPort port, string address, int family) =>
        port.Addresses.Any(listened => (IsWildcard(listened) || FirewallValues.Address(listened, out _) is null || listened == address) && IsOfFamily(port, listened, family));

    private static bool IsWildcard(string address) => address is "0.0.0.0" or "::";

    private static bool IsLoopback(string address) => IPAddress.TryParse(address, out IPAddress? parsed) && IPAddress.IsLoopback(parsed);

    private static bool HasRoute(FirewallInterface network, int family) => family == 6 ? network.HasDefaultRoute6 : network.HasDefaultRoute4;

    // Every interface has one of IPv6, and no visitor comes by it.
    private static bool IsLinkLocal(string address) => IPAddress.TryParse(address, out IPAddress? parsed) && parsed.IsIPv6LinkLocal;

    private static bool IsOnLink(FirewallAddress address, FirewallSource source) =>
        FirewallValues.Address(address.Address, out int family) is { } number && family == source.Family
        && FirewallValues.Prefix(number, address.PrefixLength, family) is { } network
        && source.Range.First >= network.First && source.Range.Last <= network.Last;

    private static bool IsHere(FirewallFacts facts, FirewallSource source) => source.Range.First == source.Range.Last
        && (IPAddress.IsLoopback(FirewallValues.AddressOf(source.Range.First, source.Family))
            || facts.Interfaces.Any(network => network.Addresses.Any(address => FirewallValues.Address(address.Address, out int family) is { } number && family == source.Family && number == source.Range.First)));
}
