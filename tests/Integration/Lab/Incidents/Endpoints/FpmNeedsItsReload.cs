namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>The pool's file has another address than the running pool.</summary>
internal sealed class FpmNeedsItsReload : Incident
{
    public override string Story => "the pool's file and nginx get another socket, nginx is reloaded, php-fpm is not.";

    public override string Mending => "php-fpm is reloaded.";

    public override IncidentTruth Truth => new(Cause.FpmNotReloaded, 502, "reload");

    public override async Task BreakAsync(LabHost host)
    {
        await AgeAsync(host).ConfigureAwait(false);
        string moved = Path.Combine(host.Site.Directory.Run, host.Options.PoolName + "-moved.sock");
        await ReloadNginxAsync(host, options => WithPool(options, ("listen", moved))).ConfigureAwait(false);
        await AgeAsync(host).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Fpm.ReloadAsync();
}
