namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>nginx uses a unix socket, the pool TCP.</summary>
internal sealed class ASocketForTcp : Incident
{
    public override string Story => "fastcgi_pass names a unix socket, and the pool listens on a port of 127.0.0.1.";

    public override string Mending => "fastcgi_pass gets the pool's port, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.TransportMismatch, 502, "Sync-FpmEndpoint|fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { UsesTcp = true, FastCgiPass = $"unix:{directory.Run}/{plain.SocketName}" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
