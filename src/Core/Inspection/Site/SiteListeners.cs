using System.Net;

namespace Nginx502.Inspection;

/// <summary>Finds where the nginx of this machine takes requests of a port.</summary>
internal static class SiteListeners
{
    /// <summary>The addresses to connect to, loopback for a listener on all; empty when nginx does not listen on the port.</summary>
    /// <param name="nginx">The nginx of this machine.</param>
    /// <param name="port">The port.</param>
    public static IReadOnlyList<IPEndPoint> Of(IReadOnlyList<NginxReading> nginx, int port)
    {
        int[] masters = [.. nginx.Select(reading => reading.Instance.Master?.ProcessId).OfType<int>()];
        return
        [
            .. FirewallListeners.Read(masters, [])
                .Where(listener => listener.IsNginx && listener.Port == port)
                .Select(listener => IPAddress.TryParse(listener.Address.Trim('[', ']'), out IPAddress? address) ? address : null)
                .OfType<IPAddress>()
                .Select(address => new IPEndPoint(Reachable(address), port))
                .Distinct()
                .OrderBy(place => place.AddressFamily),
        ];
    }

    private static IPAddress Reachable(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
}
