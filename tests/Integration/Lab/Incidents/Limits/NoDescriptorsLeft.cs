namespace Nginx502.Lab.Incidents.Limits;

/// <summary>nginx's worker has no file descriptor left.</summary>
internal sealed class NoDescriptorsLeft : Incident
{
    private const int Most = 40;

    public override string Story => "worker_rlimit_nofile is 24, and visitors keep their connections until no descriptor is left for one to php-fpm.";

    public override string Mending => "worker_rlimit_nofile is raised, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.TooManyOpenFiles, 500, "worker_rlimit_nofile|LimitNOFILE");

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { MainText = "worker_rlimit_nofile 24;" };

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

    public override async Task MendAsync(LabHost host)
    {
        // The old worker shuts down when its idle connections are closed, which it does itself.
        await ReloadNginxAsync(host, options => options with { MainText = "worker_rlimit_nofile 1024;" }).ConfigureAwait(false);
    }
}
