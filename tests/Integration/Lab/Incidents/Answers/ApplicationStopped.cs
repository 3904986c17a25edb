namespace Nginx502.Lab.Incidents.Answers;

/// <summary>An application behind proxy_pass does not run.</summary>
internal sealed class ApplicationStopped : Incident
{
    private readonly int _port = FreePort.Tcp();

    public override string Story => "a location hands over by proxy_pass to an application on a port where nothing listens; PHP is fine.";

    public override string Mending => "the application is started.";

    public override IncidentTruth Truth => new(Cause.ApplicationUpstreamDown, 502, "service|start");

    public override string Page => "/api/orders";

    public override string? EndpointOf(LabHost host) => $"127.0.0.1:{_port}";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { ServerText = $"location /api/ {{ proxy_pass http://127.0.0.1:{_port}; }}" };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502, Page);

    public override Task MendAsync(LabHost host)
    {
        host.Site.Keep(new StubUpstream($"127.0.0.1:{_port}", "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\norders\n"u8));
        return Task.CompletedTask;
    }
}
