namespace Nginx502.Lab.Incidents.Busy;

/// <summary>The control group lets php-fpm start no further process.</summary>
internal sealed class TasksLimited : Incident
{
    private LabControlGroup? _group;
    private HeldRequest? _held;

    public override string Story => "the control group of php-fpm (TasksMax) allows two processes, its only worker is busy, and fork() fails for another.";

    public override string Mending => "the limit of the control group is raised.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.ProcessLimitReached, 504, "TasksMax|pids.max|control group");

    public override bool IsPossible => LabControlGroup.IsPossible("pids");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain with { LocationText = "fastcgi_read_timeout 400ms; " + PatientWithHeld(directory, plain) }, ("pm", "ondemand"), ("pm.max_children", "4"));

    public override async Task BreakAsync(LabHost host)
    {
        _group = host.Site.Keep(LabControlGroup.Make("pids"));
        _group.Take(host.Site.Fpm);
        _group.Limit(("pids.max", "2"), ("pids.max", "2"));
        _held = host.Hold();
        await _held.HeldByAsync().ConfigureAwait(false);
        await VisitAsync(host, 504).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _group!.Limit(("pids.max", "max"), ("pids.max", "max"));
        _held!.LetGo();
        return AwaitFreeWorkersAsync(host);
    }
}
