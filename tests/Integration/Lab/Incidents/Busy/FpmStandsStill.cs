namespace Nginx502.Lab.Incidents.Busy;

/// <summary>php-fpm was stopped as a process, with all its workers.</summary>
internal sealed class FpmStandsStill : Incident
{
    private List<ProcessIdentity> _stopped = [];

    public override string Story => "the master of php-fpm and its workers are stopped (SIGSTOP), as a debugger or a Ctrl+Z leaves them.";

    public override string Mending => "they are continued (SIGCONT).";

    public override bool IsOfOneHost => false;

    public override string MendedAlone => "ContinueProcess";

    public override IncidentTruth Truth => new(Cause.FpmStuck, 504, "-CONT|SIGCONT");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 300ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        _stopped = [host.Site.Fpm.Master, .. host.Site.Fpm.Workers];
        _stopped.ForEach(process => process.Signal(UnixSignal.Stop));
        await VisitAsync(host, 504).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _stopped.ForEach(process => process.Signal(UnixSignal.Continue));
        return AwaitFreeWorkersAsync(host);
    }
}
