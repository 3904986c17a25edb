namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>The kernel kills workers for want of memory.</summary>
internal sealed class WorkerOutOfMemory : Incident
{
    private LabControlGroup? _group;

    public override string Story => "a script takes more memory than the control group of php-fpm may have, and the kernel kills its worker: a real OOM kill.";

    public override string Mending => "the limit of the control group is raised.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.WorkerKilledByOom, 502, "memory");

    public override string Page => "/catalogue.php";

    public override bool IsPossible => LabControlGroup.IsPossible("memory");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("php_admin_value[memory_limit]", "512M"));

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("catalogue.php", "echo strlen(str_repeat('x', 150000000));");
        _group = host.Site.Keep(LabControlGroup.Make("memory"));
        _group.Limit(("memory.max", "67108864"), ("memory.limit_in_bytes", "67108864"));
        _group.Take(host.Site.Fpm);
        await VisitAsync(host, 502, Page).ConfigureAwait(false);
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, "exited on signal 9").ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _group!.Limit(("memory.max", "1073741824"), ("memory.limit_in_bytes", "1073741824"));
        return Task.CompletedTask;
    }
}
