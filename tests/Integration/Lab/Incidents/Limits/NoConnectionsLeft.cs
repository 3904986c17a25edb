namespace Nginx502.Lab.Incidents.Limits;

/// <summary>nginx's worker has no connection left.</summary>
internal sealed class NoConnectionsLeft : Incident
{
    private const int Most = 40;

    public override string Story => "worker_connections is 12, and visitors keep their connections until none is left for one to php-fpm.";

    public override string Mending => "worker_connections is raised, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.WorkerConnectionsExhausted, 500, "worker_connections");

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { WorkerConnections = 12 };

    public override Task BreakAsync(LabHost host)
    {
        for (int visitor = 1; visitor <= Most; visitor++)
        {
            KeptVisitor kept = host.Site.Keep(new KeptVisitor(host));
            kept.Send("GET", Hello);
            if (kept.Receive() == 500)
            {
                return Task.CompletedTask;
            }
        }

        throw new LabException("No visitor got 500.");
    }

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { WorkerConnections = 512 });
}
