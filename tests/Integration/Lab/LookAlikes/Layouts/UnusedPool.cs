namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A pool that no server uses.</summary>
internal sealed class UnusedPool : LookAlike
{
    public override string Story => "php-fpm has a second pool, which nginx hands nothing to.";

    public override async Task PrepareAsync(LabHost host)
    {
        await host.Site.Fpm.StartAsync([host.Pool, new FpmPool("batch", host.Site.Directory.Run + "/batch.sock")]).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
