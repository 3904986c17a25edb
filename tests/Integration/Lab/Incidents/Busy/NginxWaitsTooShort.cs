namespace Nginx502.Lab.Incidents.Busy;

/// <summary>nginx gives up before the script ends.</summary>
internal sealed class NginxWaitsTooShort : Incident
{
    public override string Story => "fastcgi_read_timeout is shorter than the script takes.";

    public override string Mending => "fastcgi_read_timeout is raised, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.ReadTimeoutTooShort, 504, "fastcgi_read_timeout|ReadTimeout");

    public override string Page => "/export.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 300ms;" };

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("export.php", "usleep(700000); echo 'export';");
        await VisitAsync(host, 504, Page).ConfigureAwait(false);

        // The workers finish their scripts for nobody, and are free again when one looks.
        await Task.Delay(800).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { LocationText = "fastcgi_read_timeout 30s;" });
}
