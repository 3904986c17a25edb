namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>php-fpm was stopped in order.</summary>
internal sealed class FpmStopped : Incident
{
    public override string Story => "php-fpm is stopped in order; its unix socket is gone with it.";

    public override string Mending => "php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmNotRunning, 502, "start");

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Fpm.StartAsync();
}
