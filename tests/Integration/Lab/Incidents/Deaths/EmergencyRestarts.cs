namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>php-fpm restarts itself after too many crashes.</summary>
internal sealed class EmergencyRestarts : Incident
{
    public override string Story => "workers crash so often that php-fpm reloads itself (emergency_restart_threshold = 2).";

    public override string Mending => "the script that crashes is mended.";

    public override bool IsOfOneHost => false;

    // The reference gives 'the crash first' as the remedy of EmergencyRestart, and a list starts with what to mend: the crash may stand first.
    public override IncidentTruth Truth => new(Cause.WorkerCrashed, 502, "segfault|extension|script") { Also = [Cause.EmergencyRestart], Mentioned = [Cause.EmergencyRestart] };

    public override string Page => "/tree.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        plain with { FpmDirectives = new Dictionary<string, string> { ["emergency_restart_threshold"] = "2", ["emergency_restart_interval"] = "1m" } };

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("tree.php", "function tree($node) { array_map('tree', [$node]); } tree(1);");
        await VisitAsync(host, 502, Page).ConfigureAwait(false);
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, "failed processes threshold").ConfigureAwait(false);
        await Patience.UntilAsync(() => LabSite.ReadLog(host.Site.Fpm.Log).Split("ready to handle connections").Length > 2, "php-fpm to be ready again").ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("tree.php", "echo 'tree';");
        return Task.CompletedTask;
    }
}
