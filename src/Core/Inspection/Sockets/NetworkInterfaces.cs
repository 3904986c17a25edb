using System.Net.NetworkInformation;

namespace Nginx502.Inspection;

/// <summary>The interfaces of this network namespace with their addresses.</summary>
internal static class NetworkInterfaces
{
    private const int Attempts = 5;

    /// <summary>Reads them; empty when the system does not tell. One that goes away in the meantime, as each container's does, spoils an attempt: .NET meets an address of no family then.</summary>
    public static IReadOnlyList<(NetworkInterface Interface, UnicastIPAddressInformation[] Addresses)> Read()
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                return [.. NetworkInterface.GetAllNetworkInterfaces().Select(network => (network, network.GetIPProperties().UnicastAddresses.ToArray()))];
            }
            catch (Exception exception) when (exception is NetworkInformationException or ArgumentException)
            {
                continue;
            }
        }

        return [];
    }
}
