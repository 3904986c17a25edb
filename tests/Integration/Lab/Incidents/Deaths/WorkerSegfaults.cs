namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>A script makes PHP crash.</summary>
internal sealed class WorkerSegfaults : Incident
{
    public override string Story => "a script recurses until the stack of its worker ends: a real SIGSEGV.";

    public override string Mending => "the script is mended.";

    public override IncidentTruth Truth => new(Cause.WorkerCrashed, 502, "segfault|extension|script");

    public override string Page => "/tree.php";

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("tree.php", "function tree($node) { array_map('tree', [$node]); } tree(1);");
        await VisitAsync(host, 502, Page).ConfigureAwait(false);
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, "exited on signal 11").ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("tree.php", "echo 'tree';");
        return Task.CompletedTask;
    }
}
