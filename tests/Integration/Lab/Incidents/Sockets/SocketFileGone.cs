namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>php-fpm runs, and its socket file was deleted.</summary>
internal sealed class SocketFileGone : Incident
{
    public override string Story => "php-fpm runs and listens, and somebody deletes its socket file.";

    public override string Mending => "php-fpm is restarted (a reload does not make the file again).";

    public override IncidentTruth Truth => new(Cause.SocketFileDeleted, 502, "restart");

    public override async Task BreakAsync(LabHost host)
    {
        File.Delete(host.Pool.Listen);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Fpm.StartAsync();
}
