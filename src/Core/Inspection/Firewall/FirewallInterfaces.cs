using System.Net.NetworkInformation;

namespace Nginx502.Inspection;

/// <summary>Reads the interfaces of this network namespace that are up, and by which of them the internet is reached.</summary>
internal static class FirewallInterfaces
{
    private const string NoBits = "00000000000000000000000000000000";

    /// <summary>Reads them.</summary>
    /// <param name="netPath">The directory of the namespace in /proc.</param>
    public static FirewallInterface[] Read(string netPath)
    {
        // man 5 proc; net/ipv6/route.c, rt6_info_route.
        HashSet<string> default4 = [.. Rows(netPath, "route").Where(row => row is [_, "00000000", _, _, _, _, _, "00000000", ..]).Select(row => row[0])];
        HashSet<string> default6 = [.. Rows(netPath, "ipv6_route").Where(row => row is [NoBits, "00", .., not "lo"]).Select(row => row[^1])];
        return
        [
            .. NetworkInterfaces.Read()
                .Where(network => network.Interface.OperationalStatus != OperationalStatus.Down)
                .Select(network => new FirewallInterface(
                    SafeText.Escape(network.Interface.Name),
                    network.Interface.NetworkInterfaceType == NetworkInterfaceType.Loopback,
                    default4.Contains(network.Interface.Name),
                    default6.Contains(network.Interface.Name),
                    [.. network.Addresses.Select(address => new FirewallAddress(address.Address.ToString().Split('%')[0], address.PrefixLength))])),
        ];
    }

    private static IEnumerable<string[]> Rows(string netPath, string file)
    {
        try
        {
            return File.ReadAllLines($"{netPath}/{file}").Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
