namespace Nginx502.Lab.Incidents.Evidence;

/// <summary>The error log keeps too little, and php-fpm is stopped.</summary>
internal sealed class LogKeepsCritOnly : Incident
{
    public override string Story => "error_log has the level crit, which leaves 'connection refused' out, and php-fpm on TCP is stopped.";

    public override string Mending => "php-fpm is started, error_log gets the level error, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmNotRunning, 502, "start") { Mentioned = [Cause.EvidenceHidden] };

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { UsesTcp = true, ErrorLogLevel = "crit" };

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        await VisitAsync(host, 502).ConfigureAwait(false);
        Require(LabSite.ReadLog(host.Site.ErrorLog).Length == 0, "the error log is empty");
    }

    public override async Task MendAsync(LabHost host)
    {
        await ReloadNginxAsync(host, options => options with { ErrorLogLevel = "error" }).ConfigureAwait(false);
        await host.Site.Fpm.StartAsync().ConfigureAwait(false);
    }
}
