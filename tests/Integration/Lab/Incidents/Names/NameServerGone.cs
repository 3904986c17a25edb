namespace Nginx502.Lab.Incidents.Names;

/// <summary>nginx's name server does not answer.</summary>
internal sealed class NameServerGone : Incident
{
    private const string Php = "php.shop.example";

    public override string Story => "the resolver that nginx is told to ask does not answer.";

    public override string Mending => "the resolver directive gets a name server that answers, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.UpstreamHostNotFound, 502, "resolver");

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        int port = FreePort.Tcp();
        return WithPool(
            plain with { UsesTcp = true, FastCgiPass = "$backend", LocationText = $"resolver 127.0.0.1:{FreePort.Udp()} ipv6=off; resolver_timeout 500ms; set $backend {Php}:{port};" },
            ("listen", $"127.0.0.1:{port}"));
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host)
    {
        LabNameServer names = host.Site.Keep(new LabNameServer { [Php] = new LabNameRecord("127.0.0.1") });
        string port = host.Pool.Listen.Split(':')[1];
        return ReloadNginxAsync(host, options => options with { LocationText = $"resolver {names.EndPoint} ipv6=off; set $backend {Php}:{port};" });
    }
}
