namespace Nginx502.Lab.Incidents.Busy;

/// <summary>The workers stand still, the master runs.</summary>
internal sealed class WorkersStandStill : Incident
{
    private IReadOnlyList<ProcessIdentity> _stopped = [];

    public override string Story => "the workers of the pool are stopped (SIGSTOP), the master of php-fpm runs.";

    public override string Mending => "they are continued (SIGCONT).";

    public override bool IsOfOneHost => false;

    public override string MendedAlone => "ContinueProcess";

    public override IncidentTruth Truth => new(Cause.FpmStuck, 504, "-CONT|SIGCONT");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 300ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        _stopped = host.Site.Fpm.Workers;
        foreach (ProcessIdentity worker in _stopped)
        {
            worker.Signal(UnixSignal.Stop);
        }

        await VisitAsync(host, 504).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        foreach (ProcessIdentity worker in _stopped)
        {
            worker.Signal(UnixSignal.Continue);
        }

        return AwaitFreeWorkersAsync(host);
    }
}
