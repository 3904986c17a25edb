using System.Net;

namespace Nginx502.Load;

/// <summary>What is known of a site's place, and the choice among it. A pure function: nothing is looked up here.</summary>
/// <param name="IsServed">True when the nginx of this machine has a server of that name.</param>
/// <param name="IsProxied">True when it takes requests of a balancer only there.</param>
/// <param name="Listeners">Where it listens on the port, the best first.</param>
/// <param name="Addresses">What the name leads to.</param>
/// <param name="Own">The addresses of this machine.</param>
internal sealed record SiteChoice(bool IsServed, bool IsProxied, IReadOnlyList<IPEndPoint> Listeners, IReadOnlyList<IPAddress> Addresses, IReadOnlyList<string> Own)
{
    /// <summary>Where to connect to; null when it is refused.</summary>
    /// <param name="port">The port.</param>
    /// <param name="allowsRemote">True where another machine may be chosen.</param>
    /// <param name="isLocal">True when it is this machine.</param>
    /// <param name="reason">Why it is refused.</param>
    public IPEndPoint? Choose(int port, bool allowsRemote, out bool isLocal, out LoadRefusalReason reason)
    {
        IPAddress? own = Addresses.FirstOrDefault(IsOwn);

        // All of a name's addresses have to be this machine's: of several, others serve it too.
        isLocal = IsServed || (own is not null && Addresses.All(IsOwn));
        reason = LoadRefusalReason.NotThisMachine;
        if (isLocal)
        {
            reason = IsProxied ? LoadRefusalReason.BalancerOnly : LoadRefusalReason.NotListening;
            return IsProxied ? null : Listeners.Count > 0 ? Listeners[0] : own is null ? null : new IPEndPoint(own, port);
        }

        if (Addresses.Count == 0)
        {
            reason = LoadRefusalReason.NameNotResolved;
            return null;
        }

        return allowsRemote ? new IPEndPoint(Addresses[0], port) : null;
    }

    private bool IsOwn(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any) || Own.Contains(plain.ToString().Split('%')[0], StringComparer.Ordinal);
    }
}
