using Nginx502.Linux;

namespace Nginx502.Diagnosis;

/// <summary>Where an address leads from this machine, by the networks of its interfaces.</summary>
internal static class FirewallRoutes
{
    /// <summary>The way to an address; null for one of this machine.</summary>
    /// <param name="facts">The interfaces.</param>
    /// <param name="address">The address.</param>
    /// <param name="family">4 or 6.</param>
    public static FirewallForwarding? To(FirewallFacts facts, UInt128 address, int family) =>
        facts.Interfaces.Any(network => network.Addresses.Any(own => NumberOf(own, family) == address || (network.IsLoopback && IsOnLink(own, address, family))))
            ? null
            : new FirewallForwarding(facts.Interfaces.FirstOrDefault(network => network.Addresses.Any(own => IsOnLink(own, address, family)))?.Name);

    /// <summary>An address of an interface as a number; null for one of the other family.</summary>
    /// <param name="own">The address.</param>
    /// <param name="family">4 or 6.</param>
    public static UInt128? NumberOf(FirewallAddress own, int family) => FirewallValues.Address(own.Address, out int of) is { } number && of == family ? number : null;

    private static bool IsOnLink(FirewallAddress own, UInt128 address, int family) =>
        NumberOf(own, family) is { } number && FirewallValues.Prefix(number, own.PrefixLength, family) is { } range && address >= range.First && address <= range.Last;
}
