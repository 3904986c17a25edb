using System.Net.NetworkInformation;

namespace Nginx502.Inspection;

/// <summary>The addresses of this machine's interfaces.</summary>
internal static class OwnAddresses
{
    /// <summary>Each once, loopback among them; empty when the system does not tell.</summary>
    public static string[] Read()
    {
        try
        {
            return
            [
                .. NetworkInterface.GetAllNetworkInterfaces()
                    .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                    .Select(address => address.Address.ToString().Split('%')[0])
                    .Distinct(StringComparer.Ordinal),
            ];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
