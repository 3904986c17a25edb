namespace Nginx502.Lab.Incidents.Evidence;

/// <summary>The error log was moved, and nginx still writes into the moved file.</summary>
internal sealed class LogRotatedAway : Incident
{
    public override string Story => "logrotate moved the error log and made a new one without telling nginx, which goes on writing into the moved one; then php-fpm on TCP is stopped.";

    public override string Mending => "php-fpm is started, and nginx opens its logs anew (USR1).";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmNotRunning, 502, "start") { Mentioned = [Cause.LogsElsewhere] };

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { UsesTcp = true };

    public override async Task BreakAsync(LabHost host)
    {
        File.Move(host.Site.ErrorLog, host.Site.ErrorLog + ".1");
        LabDirectory.Write(host.Site.Directory.Logs, Path.GetFileName(host.Site.ErrorLog), "");
        host.Site.Fpm.Stop();
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        host.Site.Nginx.ReopenLogs();
        return host.Site.Fpm.StartAsync();
    }
}
