using System.Net;

namespace Nginx502.Diagnosis;

/// <summary>
/// nginx logs the address that it connects to, and its configuration may have a name in its place: what is said of an address that a name stands for is said of
/// the endpoint with that name.
/// </summary>
internal static class NamedEndpoints
{
    /// <summary>The snapshot with its errors, and bursts of them, at the endpoints that the configuration has.</summary>
    public static GatewaySnapshot Apply(GatewaySnapshot snapshot)
    {
        FpmEndpoint[] configured = [.. snapshot.Configuration.Upstreams.SelectMany(upstream => upstream.Endpoints).Distinct()];
        ILookup<FpmEndpoint, FpmEndpoint> named = configured.Where(IsNamed)
            .SelectMany(endpoint => AddressesOf(snapshot, endpoint).Select(address => (Address: address, Endpoint: endpoint)))
            .Where(pair => !configured.Contains(pair.Address))
            .ToLookup(pair => pair.Address, pair => pair.Endpoint);
        return named.Count == 0 ? snapshot : snapshot with
        {
            Errors = [.. snapshot.Errors.Select(error => error with { Endpoint = NameOf(named, error.Endpoint) })],
            Timeline = snapshot.Timeline is not { } timeline ? null : timeline with { Events = [.. timeline.Events.Select(happened => happened.Endpoint is null ? happened : happened with { Endpoint = NameOf(named, happened.Endpoint) })] },
        };
    }

    private static bool IsNamed(FpmEndpoint endpoint) => !endpoint.IsUnixSocket && !IPAddress.TryParse(endpoint.Host, out _);

    // What our own look was led to, just now.
    private static IEnumerable<FpmEndpoint> AddressesOf(GatewaySnapshot snapshot, FpmEndpoint endpoint) => snapshot.Sockets.Where(socket => socket.Endpoint.Equals(endpoint))
        .SelectMany(socket => socket.Attempts).Select(attempt => attempt.Address).OfType<string>()
        .Select(address => FpmEndpoint.TryParse(address.Contains(':', StringComparison.Ordinal) ? $"[{address.Trim('[', ']')}]:{endpoint.Port}" : $"{address}:{endpoint.Port}", out FpmEndpoint? at) ? at : null)
        .OfType<FpmEndpoint>();

    // Where two names stand for it, nobody can tell.
    private static FpmEndpoint? NameOf(ILookup<FpmEndpoint, FpmEndpoint> named, FpmEndpoint? endpoint) => endpoint is not null && named[endpoint].ToArray() is [{ } only] ? only : endpoint;
}
