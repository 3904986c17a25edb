namespace Nginx502.Lab.Incidents.Groups;

/// <summary>Both servers of a group are paths that no pool has.</summary>
internal sealed class GroupOfWrongPaths : Incident
{
    public override string Story => "both servers of the upstream group are paths on which no pool listens; after the first error nginx tries none of them.";

    public override string Mending => "the group gets the pool's path, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.SocketPathMismatch, 502, "Sync-FpmEndpoint|fastcgi_pass") { Mentioned = [Cause.NoLiveUpstreams] };

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        FastCgiPass = plain.PoolName + "_group",
        HttpText = $"upstream {plain.PoolName}_group {{ server unix:{directory.Run}/first.sock; server unix:{directory.Run}/second.sock; }}",
    };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { HttpText = $"upstream {options.PoolName}_group {{ server {host.Pool.Endpoint}; }}" });
}
