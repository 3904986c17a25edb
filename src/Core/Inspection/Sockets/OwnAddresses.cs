namespace Nginx502.Inspection;

/// <summary>The addresses of this machine's interfaces.</summary>
internal static class OwnAddresses
{
    /// <summary>Each once, loopback among them; empty when the system does not tell.</summary>
    public static string[] Read() =>
        [.. NetworkInterfaces.Read().SelectMany(network => network.Addresses).Select(address => address.Address.ToString().Split('%')[0]).Distinct(StringComparer.Ordinal)];
}
