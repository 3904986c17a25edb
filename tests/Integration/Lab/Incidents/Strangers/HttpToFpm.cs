namespace Nginx502.Lab.Incidents.Strangers;

/// <summary>nginx speaks HTTP to php-fpm.</summary>
internal sealed class HttpToFpm : Incident
{
    public override string Story => "the location hands over to the pool's port by proxy_pass.";

    public override string Mending => "the location gets fastcgi_pass, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.ProtocolMismatch, 502, "fastcgi_pass");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        int port = FreePort.Tcp();
        return WithPool(plain with { UsesTcp = true, Pass = $"proxy_pass http://127.0.0.1:{port}" }, ("listen", $"127.0.0.1:{port}"));
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { Pass = null });
}
