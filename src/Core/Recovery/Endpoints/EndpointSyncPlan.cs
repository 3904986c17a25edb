namespace Nginx502;

/// <summary>What makes nginx and a pool agree, worked out and not yet made. Its texts are safe to show.</summary>
/// <param name="Endpoint">Where the pool will listen and nginx will hand over; null when it cannot be made.</param>
/// <param name="Change">The edits of both sides.</param>
/// <param name="Upstreams">The upstreams that are changed.</param>
/// <param name="Warnings">What is to be known of it: sentences.</param>
/// <param name="Problems">Why it cannot be made; empty when it can.</param>
public sealed record EndpointSyncPlan(
    FpmEndpoint? Endpoint, GatewayChangeBuilder Change, IReadOnlyList<NginxUpstream> Upstreams, IReadOnlyList<string> Warnings, IReadOnlyList<string> Problems)
{
    internal static EndpointSyncPlan Impossible(params IReadOnlyList<string> problems) => new(null, new GatewayChangeBuilder(), [], [], problems);
}
