using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>Tells which addresses of an upstream are meant for a pool.</summary>
internal static class UpstreamsOfPool
{
    /// <summary>The addresses that lead to the pool now, and those that lead nowhere and were surely meant for it.</summary>
    public static IEnumerable<FpmEndpoint> Addresses(NginxUpstream upstream, EndpointSyncRequest request, AlignmentContext context, FpmEndpoint? current)
    {
        if (upstream.Protocol != UpstreamProtocol.FastCgi)
        {
            return [];
        }

        bool isNamed = request.Upstreams.Any(named => IsSame(named, upstream));
        return upstream.Servers.Where(server => !server.IsDown).Select(server => server.Endpoint).OfType<FpmEndpoint>().Distinct()
            .Where(endpoint => endpoint.Equals(current) || context.Matching.At(endpoint).Any(pool => IsSame(pool, request.Pool))
                || (isNamed && (upstream.Endpoints.Length == 1 || context.Matching.At(endpoint).Count == 0))
                || (request.Upstreams.Count == 0 && context.Matching.Meant(endpoint) is { } meant && IsSame(meant, request.Pool)));
    }

    private static bool IsSame(FpmPool one, FpmPool other) => one.Pool == other.Pool && one.ConfigurationPath == other.ConfigurationPath;

    private static bool IsSame(NginxUpstream one, NginxUpstream other) =>
        one.Path == other.Path && one.LineNumber == other.LineNumber && one.Server == other.Server && one.Location == other.Location;
}
