namespace Nginx502.Lab.Incidents.Answers;

/// <summary>nginx speaks TLS to an application that does not.</summary>
internal sealed class TlsToPlainHttp : Incident
{
    private readonly StubUpstream _application = new($"127.0.0.1:{FreePort.Tcp()}", "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\norders\n"u8);

    public override string Story => "a location hands over by proxy_pass with https to an application that speaks plain HTTP; PHP is fine.";

    public override string Mending => "proxy_pass gets http, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.UpstreamTlsFailed, 502, "TLS|https|certificate");

    public override string Page => "/api/orders";

    public override string? EndpointOf(LabHost host) => $"127.0.0.1:{_application.Port}";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        ServerText = $"location /api/ {{ proxy_pass https://127.0.0.1:{_application.Port}; }}",
        Kept = [.. plain.Kept, _application],
    };

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502, Page);

    public override Task MendAsync(LabHost host) => ReloadNginxAsync(host, options => options with { ServerText = options.ServerText.Replace("https:", "http:", StringComparison.Ordinal) });
}
