namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The master alone was killed.</summary>
internal sealed class MasterKilled : Incident
{
    public override string Story => "the master of php-fpm alone is killed (SIGKILL); its workers go on answering.";

    public override string Mending => "the orphans are ended, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    // Visitors still get their answers; what hurts is that nobody replaces a worker that ends, and that no start succeeds.
    public override IncidentTruth Truth => new(Cause.OrphanWorkers, null, "kill|orphan");

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.KillMaster();
        await VisitAsync(host, 200).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Fpm.StartAsync();
}
