namespace Nginx502.Lab.Incidents.Names;

/// <summary>The name server does not know the upstream.</summary>
internal sealed class NameUnknown : Incident
{
    private const string Php = "php.shop.example";

    private readonly LabNameServer _names = new();

    public override string Story => "fastcgi_pass has a name in a variable, and the name server says that there is no such name.";

    public override string Mending => "the name server gets the name.";

    public override IncidentTruth Truth => new(Cause.UpstreamHostNotFound, 502, "hosts|resolver|DNS|name server");

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        int port = FreePort.Tcp();
        return WithPool(
            plain with
            {
                UsesTcp = true,
                FastCgiPass = "$backend",
                LocationText = $"resolver {_names.EndPoint} ipv6=off; resolver_timeout 1s; set $backend {Php}:{port};",
                Kept = [.. plain.Kept, _names],
            },
            ("listen", $"127.0.0.1:{port}"));
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override Task MendAsync(LabHost host)
    {
        _names[Php] = new LabNameRecord("127.0.0.1");
        return Task.CompletedTask;
    }
}
