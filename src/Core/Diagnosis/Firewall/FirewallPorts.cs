using System.Net;

namespace Nginx502;

/// <summary>Finds the ports that matter: what nginx listens on, and each pool of php-fpm on TCP that is not for this machine alone.</summary>
public static class FirewallPorts
{
    private const int Http = 80;
    private const int Https = 443;

    private static readonly string[] Everywhere = ["0.0.0.0", "::"];

    /// <summary>The ports, in order.</summary>
    /// <param name="facts">Who listens.</param>
    /// <param name="upstreams">Where nginx hands over to, with the addresses that its servers listen on.</param>
    /// <param name="pools">The pools.</param>
    /// <param name="asked">The ports that are asked about; empty for those that matter.</param>
    public static IReadOnlyList<FirewallPort> Find(FirewallFacts facts, IReadOnlyList<NginxUpstream> upstreams, IReadOnlyList<FpmPool> pools, IReadOnlyCollection<int> asked)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(upstreams);
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentNullException.ThrowIfNull(asked);
        FpmPool[] onTcp = [.. pools.Where(pool => pool.ListenAddress is { IsUnixSocket: false, IsValid: true })];
        FpmEndpoint[] local = [.. upstreams.Where(upstream => upstream.Protocol == UpstreamProtocol.FastCgi)
            .SelectMany(upstream => upstream.Endpoints).Where(endpoint => !endpoint.IsUnixSocket && IsHere(facts, endpoint.Host)).Distinct()];
        if (asked.Count > 0)
        {
            return [.. asked.Distinct().Order().Select(port => Describe(facts, onTcp, local, upstreams, port, isAsked: true))];
        }

        IEnumerable<int> web = facts.Listeners.Where(listener => listener.IsNginx && !IsLoopback(listener.Address)).Select(listener => listener.Port)
            .Concat(upstreams.Where(upstream => upstream.ProcessId is null).SelectMany(upstream => Listens(upstream)).Where(endpoint => !IsLoopback(endpoint.Host)).Select(endpoint => endpoint.Port))
            .Concat([Http, Https]);
        IEnumerable<int> fpm = onTcp.Where(pool => !pool.ListenAddress!.IsThisMachineOnly).Select(pool => pool.ListenAddress!.Port)
            .Concat(local.Where(endpoint => !IsLoopback(endpoint.Host)).Select(endpoint => endpoint.Port));
        return [.. web.Concat(fpm).Distinct().Order().Select(port => Describe(facts, onTcp, local, upstreams, port, isAsked: false))];
    }

    /// <summary>The TCP addresses that the server of an upstream listens on; one without an address is 0.0.0.0.</summary>
    public static IEnumerable<FpmEndpoint> Listens(NginxUpstream upstream)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        return upstream.Listen
            .Select(text => FpmEndpoint.TryParse(text.Replace("*:", "0.0.0.0:", StringComparison.Ordinal), out FpmEndpoint? endpoint) ? endpoint : null)
            .OfType<FpmEndpoint>()
            .Where(endpoint => !endpoint.IsUnixSocket);
    }

    private static FirewallPort Describe(FirewallFacts facts, FpmPool[] onTcp, FpmEndpoint[] local, IReadOnlyList<NginxUpstream> upstreams, int port, bool isAsked)
    {
        FpmPool[] pools = [.. onTcp.Where(pool => pool.ListenAddress!.Port == port)];
        FirewallListener[] listeners = [.. facts.Listeners.Where(listener => listener.Port == port)];
        string[] planned = [.. pools.Select(pool => pool.ListenAddress!.Host ?? "::")];
        string[] addresses = [.. (listeners.Length > 0 ? listeners.Select(listener => listener.Address) : planned).Distinct(StringComparer.Ordinal)];
        bool isFpm = pools.Length > 0 || local.Any(endpoint => endpoint.Port == port);
        bool isNginx = !isFpm && (listeners.Any(listener => listener.IsNginx) || upstreams.SelectMany(Listens).Any(endpoint => endpoint.Port == port) || (!isAsked && port is Http or Https));
        string[] allowed = pools.Length > 0 && pools.All(pool => pool.ListenAllowedClients.Length > 0)
            ? [.. pools.SelectMany(pool => pool.ListenAllowedClients).Distinct(StringComparer.Ordinal)]
            : [];
        return new FirewallPort(
            port,
            isFpm ? FirewallPortUse.Fpm : isNginx ? FirewallPortUse.Web : FirewallPortUse.Other,
            pools.Length > 0 ? string.Join(", ", pools.Select(pool => $"pool {SafeText.Escape(pool.Pool)}").Distinct()) : isFpm ? "php-fpm" : isNginx ? "nginx" : "port",
            facts.Listeners.Length > 0 ? listeners.Length > 0 : null,
            addresses.Length > 0 ? addresses : Everywhere,
            allowed)
        {
            AskedFromHere = isFpm ? [.. local.Where(endpoint => endpoint.Port == port)] : [],
        };
    }

    private static bool IsHere(FirewallFacts facts, string? host) =>
        IsLoopback(host) || facts.Interfaces.Any(network => network.Addresses.Any(address => address.Address == host));

    private static bool IsLoopback(string? host) =>
        host is "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
