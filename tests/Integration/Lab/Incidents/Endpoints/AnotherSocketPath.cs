namespace Nginx502.Lab.Incidents.Endpoints;

/// <summary>nginx names a socket that no pool has.</summary>
internal sealed class AnotherSocketPath : Incident
{
    public override string Story => "fastcgi_pass names another path than the pool's listen.";

    public override string Mending => "fastcgi_pass gets the pool's path, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.SocketPathMismatch, 502, "Sync-FpmEndpoint|fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { FastCgiPass = $"unix:{directory.Run}/{plain.PoolName}-other.sock" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
