namespace Nginx502.Lab.Incidents.Groups;

/// <summary>One server of a group is dead; visitors are answered by the other.</summary>
internal sealed class HalfAGroup : Incident
{
    public override string Story => "one of two servers of the upstream group is a path on which nobody listens; visitors are answered by the other at the second attempt.";

    public override string Mending => "the dead server is removed from the group, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.UpstreamDegraded, null, "server|Sync-FpmEndpoint");

    public override string? EndpointOf(LabHost host) => $"unix:{host.Site.Directory.Run}/{host.Options.PoolName}-dead.sock";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        FastCgiPass = plain.PoolName + "_group",
        HttpText = $"upstream {plain.PoolName}_group {{ server unix:{directory.Run}/{plain.PoolName}-dead.sock max_fails=0; server unix:{directory.Run}/{plain.SocketName}; }}",
    };

    public override async Task BreakAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
        Require(LabSite.ReadLog(host.Site.ErrorLog).Contains("-dead.sock failed", StringComparison.Ordinal), "attempts fail");
    }

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { HttpText = $"upstream {options.PoolName}_group {{ server {host.Pool.Endpoint}; }}" });
}
