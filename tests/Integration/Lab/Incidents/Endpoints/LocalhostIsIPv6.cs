namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>nginx asks ::1, the pool listens on 127.0.0.1.</summary>
internal sealed class LocalhostIsIPv6 : Incident
{
    public override string Story => "fastcgi_pass names [::1] with the port on which the pool listens at 127.0.0.1.";

    public override string Mending => "fastcgi_pass gets the pool's address, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.AddressFamilyMismatch, 502, "Sync-FpmEndpoint|fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        int port = FreePort.Tcp();
        return WithPool(plain with { UsesTcp = true, FastCgiPass = $"[::1]:{port}" }, ("listen", $"127.0.0.1:{port}"));
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
