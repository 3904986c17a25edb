using System.Net;
using System.Net.Sockets;

namespace Nginx502.Lab.Incidents.Names;

/// <summary>nginx holds the address that a name had when it was loaded.</summary>
internal sealed class AddressMoved : Incident
{
    private const string Old = "127.0.0.2";

    private static readonly string Machine = Dns.GetHostName();

    public override string Story => "fastcgi_pass has the name of a machine, php-fpm and the name get another address, and nginx goes on with the one that it looked up when it was loaded.";

    public override string Mending => "nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.UpstreamAddressStale, 502, "reload");

    public override bool IsPossible => LabMounts.ArePossible && Now.Length > 0 && !Now.Contains(Old);

    public override string? EndpointOf(LabHost host) => null;

    // This machine's own hosts file is not changed: nginx reads another one in its place until it has started, and from then on both see the same.
    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        int port = FreePort.Tcp();
        string hosts = LabDirectory.Write(directory.Configuration, "hosts", $"127.0.0.1 localhost\n{Old} {Machine}\n");
        return WithPool(
            plain with { UsesTcp = true, FastCgiPass = $"{Machine}:{port}", NginxThrough = LabMounts.Behind($"mount --bind {hosts} /etc/hosts") },
            ("listen", $"{Old}:{port}"));
    }

    public override async Task BreakAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        await AgeAsync(host).ConfigureAwait(false);
        await LabMounts.RunAsync(host.Site.Nginx.ProcessId, "umount /etc/hosts").ConfigureAwait(false);
        await RestartFpmAsync(host, options => WithPool(options, ("listen", options.PoolDirectives["listen"].Replace(Old, Now[0], StringComparison.Ordinal)))).ConfigureAwait(false);
        await AgeAsync(host).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => host.Site.Nginx.ReloadAsync();

    private static string[] Now => [.. Dns.GetHostAddresses(Machine, AddressFamily.InterNetwork).Select(address => address.ToString())];
}
