namespace Nginx502.Lab.Incidents.Groups;

/// <summary>All servers of a group are marked down in the configuration.</summary>
internal sealed class GroupSwitchedOff : Incident
{
    public override string Story => "the only server of the upstream group is marked 'down', as somebody leaves it after maintenance.";

    public override string Mending => "'down' is removed, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.NoLiveUpstreams, 502, "down");

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        FastCgiPass = plain.PoolName + "_group",
        HttpText = $"upstream {plain.PoolName}_group {{ server unix:{directory.Run}/{plain.SocketName} down; }}",
    };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { HttpText = options.HttpText.Replace(" down;", ";", StringComparison.Ordinal) });
}
