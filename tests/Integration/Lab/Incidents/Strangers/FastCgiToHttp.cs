namespace Nginx502.Lab.Incidents.Strangers;

/// <summary>nginx speaks FastCGI to a web server.</summary>
internal sealed class FastCgiToHttp : Incident
{
    public override string Story => "fastcgi_pass names the port of a web server.";

    public override string Mending => "fastcgi_pass gets the pool's address, and nginx is reloaded.";

    // The reference has 'fastcgi_pass to an HTTP one' under ProtocolMismatch, and 'something that is not FastCGI answers' under WrongServiceOnPort.
    public override IncidentTruth Truth => new(Cause.WrongServiceOnPort, 502, "_pass|Sync-FpmEndpoint") { Also = [Cause.ProtocolMismatch] };

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        StubUpstream server = new($"127.0.0.1:{FreePort.Tcp()}", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8);
        return plain with { FastCgiPass = $"127.0.0.1:{server.Port}", Kept = [.. plain.Kept, server] };
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { FastCgiPass = null });
}
