namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>nginx asks another port than the pool's.</summary>
internal sealed class AnotherPort : Incident
{
    public override string Story => "fastcgi_pass names another port of 127.0.0.1 than the pool's.";

    public override string Mending => "fastcgi_pass gets the pool's port, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.AddressFamilyMismatch, 502, "Sync-FpmEndpoint|fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { UsesTcp = true, FastCgiPass = $"127.0.0.1:{FreePort.Tcp()}" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
