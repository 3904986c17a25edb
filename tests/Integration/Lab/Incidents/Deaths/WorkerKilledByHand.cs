namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>Somebody kills workers in the middle of requests.</summary>
internal sealed class WorkerKilledByHand : Incident
{
    public override string Story => "a worker is killed (SIGKILL) by a script of the administrator in the middle of a request; memory is plenty.";

    public override string Mending => "nobody kills workers any more.";

    // Not WorkerKilledByOom: no counter of the kernel moved. 'A worker died of a signal' is the nearest that the reference has.
    public override IncidentTruth Truth => new(Cause.WorkerCrashed, 502, "kill|journal|kernel") { IsPresent = null };

    public override async Task BreakAsync(LabHost host)
    {
        HeldRequest held = host.Hold();
        ProcessIdentity worker = await held.HeldByAsync().ConfigureAwait(false);
        worker.Signal(UnixSignal.Kill);
        Require((await held.Response.ConfigureAwait(false)).Status == 502, "the visitor gets 502");
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, $"child {worker.Id} exited").ConfigureAwait(false);
    }

    public override async Task MendAsync(LabHost host)
    {
        HeldRequest held = host.Hold();
        await held.HeldByAsync().ConfigureAwait(false);
        held.LetGo();
        Require((await held.Response.ConfigureAwait(false)).Status == 200, "the next visitor gets his answer");
    }
}
