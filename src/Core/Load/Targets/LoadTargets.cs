using System.Net;
using System.Text;
using Nginx502.FastCgi;
using Nginx502.Inspection;
using Nginx502.Load;

namespace Nginx502;

/// <summary>Finds where load goes, and refuses what is not this machine unless that was allowed. Opens no connection to it.</summary>
public static class LoadTargets
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The target for a site: this machine's own listener where the site is one of its nginx, whatever its name leads to elsewhere, or where its name or address is of
    /// this machine. Null when it is refused.
    /// </summary>
    /// <param name="uri">The site.</param>
    /// <param name="nginx">The nginx of this machine.</param>
    /// <param name="keepsConnections">True to use connections again.</param>
    /// <param name="allowsRemote">True where another machine may be the target.</param>
    /// <param name="refusal">Why it is refused; null with a target.</param>
    /// <param name="token">Ends the look-up of names.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static LoadTarget? OfSite(Uri uri, IReadOnlyList<NginxReading> nginx, bool keepsConnections, bool allowsRemote, out LoadRefusal? refusal, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(nginx);
        string host = uri.IdnHost.Trim('[', ']');
        bool isLiteral = IPAddress.TryParse(host, out IPAddress? literal);
        IReadOnlyList<IPAddress> addresses = isLiteral ? [literal!] : [];
        bool isServed = !isLiteral && SiteNames.IsServed(nginx.SelectMany(reading => SiteListeners.ServersOf(reading.Configuration)), host);
        string? problem = null;
        if (!isLiteral && !isServed)
        {
            (IPAddress[] found, problem) = HostAddresses.Find([host], Limit, token)[host];
            addresses = found;
        }

        bool isProxied = false;
        IReadOnlyList<IPEndPoint> listeners = isLiteral ? [] : SiteListeners.Of(nginx, host, uri.Port, out isProxied);
        var choice = new SiteChoice(isServed, isProxied, listeners, addresses, OwnAddresses.Read());
        IPEndPoint? place = choice.Choose(uri.Port, allowsRemote, out bool isLocal, out LoadRefusalReason reason);
        refusal = place is null ? Refuse(reason, host, uri.Port, problem) : null;
        return place is null ? null : LoadTarget.Site(uri, place, isLocal, keepsConnections);
    }

    /// <summary>The target for a pool. Null when it is refused.</summary>
    /// <param name="target">Where the pool is connected to.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="allowsRemote">True where another machine may be the target.</param>
    /// <param name="refusal">Why it is refused; null with a target.</param>
    /// <param name="token">Ends the look-up of names.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static LoadTarget? OfPool(FastCgiTarget target, FastCgiRequest request, bool allowsRemote, out LoadRefusal? refusal, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(request);
        if (target.SocketPath is { } path)
        {
            bool isTooLong = Encoding.UTF8.GetByteCount(path) > SocketConnector.MaximumPath;
            refusal = isTooLong ? Refuse(LoadRefusalReason.PathTooLong, target.Endpoint.ToString(), 0, null) : null;
            return isTooLong ? null : LoadTarget.Pool(target, null, request, isLocal: true);
        }

        string host = target.Endpoint.Host!;
        (IPAddress[] addresses, string? problem) = HostAddresses.Find([host], Limit, token)[host];
        var choice = new SiteChoice(false, false, [], addresses, OwnAddresses.Read());
        IPEndPoint? place = choice.Choose(target.Endpoint.Port, allowsRemote, out bool isLocal, out LoadRefusalReason reason);
        refusal = place is null ? Refuse(reason, host, target.Endpoint.Port, problem) : null;
        return place is null ? null : LoadTarget.Pool(target, place, request, isLocal);
    }

    private static LoadRefusal Refuse(LoadRefusalReason reason, string host, int port, string? problem)
    {
        string name = SafeText.Escape(host);
        return new LoadRefusal(reason, name, reason switch
        {
            LoadRefusalReason.NotListening => $"{name} is a site of this machine's nginx, and no nginx of this machine listens on port {port}.",
            LoadRefusalReason.BalancerOnly => $"On port {port} this machine's nginx takes requests of a balancer only (proxy_protocol).",
            LoadRefusalReason.NameNotResolved => $"{name} is no site of this machine's nginx, and its name has no address{(problem is null ? string.Empty : $": {problem}")}.",
            LoadRefusalReason.PathTooLong => $"The path of {name} is longer than {SocketConnector.MaximumPath} bytes, which the address of a socket can have.",
            _ => $"{name} is not this machine: it is no site of its nginx, and none of its addresses is of this machine. Load on a machine of others is an attack.",
        });
    }
}
