using System.Net;

namespace Nginx502.Inspection;

/// <summary>One address of a virtual server.</summary>
/// <param name="Address">The address as nginx writes it: <c>0.0.0.0:80</c>, <c>[::]:443</c>.</param>
/// <param name="IsProxied">True for <c>proxy_protocol</c>.</param>
internal sealed record SiteListen(string Address, bool IsProxied)
{
    /// <summary>The address, where it is on that port; else null.</summary>
    public IPAddress? AddressAt(int port) => IPEndPoint.TryParse(Address, out IPEndPoint? place) && place.Port == port ? place.Address : null;

    /// <summary>True when it is that address.</summary>
    public bool IsAt(IPAddress address, int port) => address.Equals(AddressAt(port));
}
