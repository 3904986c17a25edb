namespace Nginx502;

/// <summary>A wish that nginx and a pool agree on where the pool listens.</summary>
/// <param name="Nginx">The configurations of nginx.</param>
/// <param name="Fpm">The configuration of the pool's php-fpm.</param>
/// <param name="Gateway">What the machine has where they meet.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Transport">How they are to reach each other.</param>
public sealed record EndpointSyncRequest(
    IReadOnlyList<NginxReading> Nginx, FpmReading Fpm, GatewayConfiguration Gateway, FpmPool Pool, EndpointTransport Transport)
{
    /// <summary>The address that is wanted; null for the one that the pool has where it fits, else a usual one.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>The upstreams that are to lead to the pool beside those that do already; empty for those that lead nowhere and were surely meant for it.</summary>
    public IReadOnlyList<NginxUpstream> Upstreams { get; init; } = [];
}
