namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>nginx uses TCP, the pool a unix socket.</summary>
internal sealed class TcpForASocket : Incident
{
    public override string Story => "fastcgi_pass names a port of 127.0.0.1, and the pool listens on a unix socket.";

    public override string Mending => "fastcgi_pass gets the pool's socket, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.TransportMismatch, 502, "Sync-FpmEndpoint|fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { FastCgiPass = $"127.0.0.1:{FreePort.Tcp()}" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
