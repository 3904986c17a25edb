namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>nginx's file has another address than the running nginx.</summary>
internal sealed class NginxNeedsItsReload : Incident
{
    private string _old = "";

    public override string Story => "the pool's file and nginx get another socket, php-fpm is restarted, nginx is not reloaded.";

    public override string Mending => "nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.NginxNotReloaded, 502, "reload");

    public override string? EndpointOf(LabHost host) => _old;

    public override async Task BreakAsync(LabHost host)
    {
        await AgeAsync(host).ConfigureAwait(false);
        _old = host.Upstream;
        string moved = Path.Combine(host.Site.Directory.Run, host.Options.PoolName + "-moved.sock");
        await RestartFpmAsync(host, options => WithPool(options, ("listen", moved))).ConfigureAwait(false);
        await AgeAsync(host).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Nginx.ReloadAsync();
}
