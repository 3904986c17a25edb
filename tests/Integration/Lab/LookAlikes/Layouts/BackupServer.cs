namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A group with a server in reserve.</summary>
internal sealed class BackupServer : LookAlike
{
    public override string Story => "the upstream group has a second pool as 'backup', which is never asked.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        FastCgiPass = plain.PoolName + "_group",
        HttpText = $"upstream {plain.PoolName}_group {{ server unix:{directory.Run}/{plain.SocketName}; server unix:{directory.Run}/reserve.sock backup; }}",
    };

    public override async Task PrepareAsync(LabHost host)
    {
        await host.Site.Fpm.StartAsync([host.Pool, new FpmPool("reserve", host.Site.Directory.Run + "/reserve.sock")]).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
