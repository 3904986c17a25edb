namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>php-fpm was reloaded with a wrong configuration, which kills it.</summary>
internal sealed class PoolFileWrongOnReload : Incident
{
    public override string Story => "a line of the pool's file is no directive, and php-fpm is reloaded: the master dies of it.";

    public override string Mending => "the line is corrected, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmConfigurationInvalid, 502, "Test-FpmConfiguration|php-fpm -t");

    public override async Task BreakAsync(LabHost host)
    {
        await AgeAsync(host).ConfigureAwait(false);
        Edit(host.Site.Fpm.ConfigurationPath, "pm = static", "pm = static\nmax_children = 20");
        host.Site.Fpm.Master.Signal(UnixSignal.User2);
        await Patience.UntilAsync(() => !host.Site.Fpm.IsRunning, "php-fpm to die of its reload").ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        Edit(host.Site.Fpm.ConfigurationPath, "pm = static\nmax_children = 20", "pm = static");
        return host.Site.Fpm.StartAsWrittenAsync();
    }
}
