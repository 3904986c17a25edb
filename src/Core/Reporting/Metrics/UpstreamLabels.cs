using System.Net;

namespace Nginx502.Reporting;

/// <summary>
/// The names that errors are counted under: endpoints and groups that nginx's configuration knows, and one for all others. Whatever a log says, there are no more of them:
/// a visitor cannot make a time series.
/// </summary>
internal sealed class UpstreamLabels
{
    /// <summary>The name for what the configuration does not know.</summary>
    public const string Other = "other";

    private const string SchemeEnd = "://";

    private readonly HashSet<FpmEndpoint> _endpoints;
    private readonly HashSet<string> _groups;
    private readonly Dictionary<int, FpmEndpoint?> _namesByPort;

    /// <summary>The names that upstreams of configurations have.</summary>
    public UpstreamLabels(IEnumerable<NginxUpstream> upstreams)
    {
        NginxUpstream[] known = [.. upstreams];
        _endpoints = [.. known.SelectMany(upstream => upstream.Endpoints)];
        _groups = [.. known.Select(upstream => upstream.Group).OfType<string>()];

        // The log tells the address of a host name. Where one name alone has that port, it is that one.
        _namesByPort = _endpoints
            .Where(endpoint => !endpoint.IsUnixSocket && !IPAddress.TryParse(endpoint.Host, out _))
            .GroupBy(endpoint => endpoint.Port)
            .ToDictionary(group => group.Key, group => group.Count() == 1 ? group.First() : null);
    }

    /// <summary>The name of what a line of the error log calls its upstream.</summary>
    /// <param name="upstream">Scheme and peer: <c>fastcgi://unix:/run/php/php8.2-fpm.sock</c>; empty where the line names none.</param>
    public string Of(string upstream)
    {
        int scheme = upstream.IndexOf(SchemeEnd, StringComparison.Ordinal);
        string peer = scheme < 0 ? upstream : upstream[(scheme + SchemeEnd.Length)..];
        if (!FpmEndpoint.TryParse(peer, out FpmEndpoint? endpoint))
        {
            return _groups.TryGetValue(peer, out string? group) ? group : Other;
        }

        return _endpoints.TryGetValue(endpoint, out FpmEndpoint? named) ? named.ToString()
            : !endpoint.IsUnixSocket && _namesByPort.GetValueOrDefault(endpoint.Port) is { } host ? host.ToString()
            : Other;
    }
}
