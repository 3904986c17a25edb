namespace Nginx502.Lab.Incidents.Names;

/// <summary>nginx holds the address that a name had when it was loaded.</summary>
internal sealed class AddressMoved : Incident
{
    private const string Php = "php.shop.example";

    public override string Story => "fastcgi_pass has a name, the container behind it gets another address, and nginx goes on with the one that it looked up when it was loaded.";

    public override string Mending => "nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.UpstreamAddressStale, 502, "reload");

    public override bool IsPossible => LabMounts.ArePossible;

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        int port = FreePort.Tcp();
        string hosts = LabDirectory.Write(directory.Configuration, "hosts", Hosts("127.0.0.2"));
        return WithPool(
            plain with { UsesTcp = true, FastCgiPass = $"{Php}:{port}", NginxThrough = LabMounts.Behind($"mount --bind {hosts} /etc/hosts") },
            ("listen", $"127.0.0.2:{port}"));
    }

    public override async Task BreakAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        LabDirectory.Write(host.Site.Directory.Configuration, "hosts", Hosts("127.0.0.3"));
        await RestartFpmAsync(host, options => WithPool(options, ("listen", options.PoolDirectives["listen"].Replace("127.0.0.2", "127.0.0.3", StringComparison.Ordinal)))).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Nginx.ReloadAsync();

    private static string Hosts(string address) => $"127.0.0.1 localhost\n{address} {Php}\n";
}
