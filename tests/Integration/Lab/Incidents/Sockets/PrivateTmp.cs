namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>php-fpm makes its socket where only it can see it.</summary>
internal sealed class PrivateTmp : Incident
{
    public override string Story => "php-fpm runs with a mount of its own over the directory of its socket, as under PrivateTmp: nginx sees another directory.";

    public override string Mending => "the pool gets a path that both see, and php-fpm and nginx follow.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.NamespaceMismatch, 502, "both|PrivateTmp");

    public override bool IsPossible => LabMounts.ArePossible;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string hidden = Directory.CreateDirectory(Path.Combine(directory.Run, "tmp")).FullName;
        return WithPool(plain with { FpmThrough = LabMounts.Behind($"mount -t tmpfs -o mode=777 tmpfs {hidden}") }, ("listen", $"{hidden}/{plain.SocketName}"));
    }

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502);

    public override async Task MendAsync(LabHost host)
    {
        await RestartFpmAsync(host, options => WithPool(options, ("listen", Path.Combine(host.Site.Directory.Run, options.SocketName)))).ConfigureAwait(false);
        await host.Site.Nginx.ReloadAsync().ConfigureAwait(false);
    }
}
