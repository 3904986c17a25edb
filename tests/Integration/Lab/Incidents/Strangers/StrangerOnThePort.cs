namespace Nginx502.Lab.Incidents.Strangers;

/// <summary>nginx hands over to a port where something else listens.</summary>
internal sealed class StrangerOnThePort : Incident
{
    public override string Story => "fastcgi_pass names a port on which another program listens, which speaks neither FastCGI nor HTTP.";

    public override string Mending => "fastcgi_pass gets the pool's address, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.WrongServiceOnPort, 502, "port|Sync-FpmEndpoint");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        StubUpstream stranger = new($"127.0.0.1:{FreePort.Tcp()}", "SSH-2.0-OpenSSH_9.2\r\n"u8);
        return plain with { FastCgiPass = $"127.0.0.1:{stranger.Port}", Kept = [.. plain.Kept, stranger] };
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
