namespace Nginx502.Lab.Incidents.Evidence;

/// <summary>The error log is /dev/null, and php-fpm crashed.</summary>
internal sealed class LogThrownAway : Incident
{
    public override string Story => "error_log is /dev/null, and the master and all workers of php-fpm are killed.";

    public override string Mending => "php-fpm is started, error_log gets a file, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmCrashed, 502, "start") { Mentioned = [Cause.EvidenceHidden] };

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ErrorLogPath = "/dev/null" };

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.KillAll();
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override async Task MendAsync(LabHost host)
    {
        await ReloadNginxAsync(host, options => options with { ErrorLogPath = null }).ConfigureAwait(false);
        await host.Site.Fpm.StartAsync().ConfigureAwait(false);
    }
}
