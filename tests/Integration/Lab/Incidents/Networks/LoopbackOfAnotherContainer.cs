namespace Nginx502.Lab.Incidents.Networks;

/// <summary>nginx is in a container of its own, and asks its own loopback.</summary>
internal sealed class LoopbackOfAnotherContainer : Incident
{
    public override string Story => "nginx runs in a network of its own, as in a container, and fastcgi_pass names 127.0.0.1 with the port on which php-fpm listens outside.";

    public override string Mending => "both use a unix socket that both see, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.ContainerLoopback, 502, "service|socket");

    public override bool IsPossible => LabNetwork.IsPossible;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        LabNetwork network = new();
        return plain with { UsesTcp = true, NginxThrough = network.Through, IsVisitedByUnixSocket = true, Kept = [.. plain.Kept, network] };
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override async Task MendAsync(LabHost host)
    {
        await RestartFpmAsync(host, options => WithPool(options, ("listen", Path.Combine(host.Site.Directory.Run, options.SocketName)))).ConfigureAwait(false);
        await host.Site.Nginx.ReloadAsync().ConfigureAwait(false);
    }
}
