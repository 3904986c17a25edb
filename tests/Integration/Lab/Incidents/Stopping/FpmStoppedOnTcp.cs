namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>php-fpm that listens on TCP was stopped.</summary>
internal sealed class FpmStoppedOnTcp : Incident
{
    public override string Story => "php-fpm listens on 127.0.0.1 and is stopped in order.";

    public override string Mending => "php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmNotRunning, 502, "start");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { UsesTcp = true };

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Fpm.StartAsync();
}
