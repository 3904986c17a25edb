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
        ILookup<FpmEndpoint, FpmEndpoint> named = configured
            .SelectMany(endpoint => snapshot.Sockets.Where(socket => socket.Endpoint.Equals(endpoint)).SelectMany(AddressesOf).Select(address => (Address: address, Endpoint: endpoint)))
            .Where(pair => !configured.Contains(pair.Address))
            .ToLookup(pair => pair.Address, pair => pair.Endpoint);
        return named.Count == 0 ? snapshot : snapshot with
        {
            Errors = [.. snapshot.Errors.Select(error => error with { Endpoint = NameOf(named, error.Endpoint) })],
            Timeline = snapshot.Timeline is not { } timeline ? null : timeline with { Events = [.. timeline.Events.Select(happened => happened.Endpoint is null ? happened : happened with { Endpoint = NameOf(named, happened.Endpoint) })] },
        };
    }

    /// <summary>The addresses that our own look at an endpoint was led to, just now; empty for one that is no name.</summary>
    public static IEnumerable<FpmEndpoint> AddressesOf(FpmSocketFacts? socket) => socket is null || !IsNamed(socket.Endpoint) ? [] : socket.Attempts
        .Select(attempt => attempt.Address).OfType<string>()
        .Select(address => FpmEndpoint.TryParse(address.Contains(':', StringComparison.Ordinal) ? $"[{address.Trim('[', ']')}]:{socket.Endpoint.Port}" : $"{address}:{socket.Endpoint.Port}", out FpmEndpoint? at) ? at : null)
        .OfType<FpmEndpoint>();

    private static bool IsNamed(FpmEndpoint endpoint) => !endpoint.IsUnixSocket && !IPAddress.TryParse(endpoint.Host, out _);

    // Where two names stand for it, nobody can tell.
    private static FpmEndpoint? NameOf(ILookup<FpmEndpoint, FpmEndpoint> named, FpmEndpoint? endpoint) => endpoint is not null && named[endpoint].ToArray() is [{ } only] ? only : endpoint;
}
