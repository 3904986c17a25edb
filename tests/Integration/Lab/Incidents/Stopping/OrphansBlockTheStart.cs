namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The master was killed, and a start fails because of its workers.</summary>
internal sealed class OrphansBlockTheStart : Incident
{
    public override string Story => "the master of php-fpm is killed, its workers stand still, and a new start fails since the address is taken.";

    public override string Mending => "the orphans are ended, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.OrphanWorkers, 504, "kill|orphan");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 300ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        IReadOnlyList<ProcessIdentity> workers = host.Site.Fpm.Workers;
        host.Site.Fpm.KillMaster();
        FpmServer second = new(host.Site.Directory, [host.Pool], "second") { Directives = new Dictionary<string, string> { ["error_log"] = host.Site.Fpm.Log, ["pid"] = host.Site.Directory.Run + "/php-fpm.pid" } };
        second.Write([host.Pool]);
        await FailToStartAsync(second).ConfigureAwait(false);
        File.Delete(second.ConfigurationPath);
        foreach (ProcessIdentity worker in workers)
        {
            worker.Signal(UnixSignal.Stop);
        }

        await VisitAsync(host, 504).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Fpm.StartAsync();
}
