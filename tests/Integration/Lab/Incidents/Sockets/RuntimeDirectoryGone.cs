namespace Nginx502.Lab.Incidents.Sockets;

/// <summary>The directory of the socket is gone, and php-fpm does not start.</summary>
internal sealed class RuntimeDirectoryGone : Incident
{
    public override string Story => "the directory of the socket is gone as after a boot without tmpfiles.d, and php-fpm does not start.";

    public override string Mending => "the directory is made again, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.RuntimeDirectoryMissing, 502, "directory");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) =>
        WithPool(plain, ("listen", Directory.CreateDirectory(Path.Combine(directory.Run, plain.PoolName)).FullName + "/php.sock"));

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        Directory.Delete(Path.GetDirectoryName(host.Pool.Listen)!, recursive: true);
        await FailToStartAsync(host.Site.Fpm).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host.Pool.Listen)!);
        return host.Site.Fpm.StartAsync();
    }
}
