namespace Nginx502.Lab.LookAlikes.Reloads;

/// <summary>Both servers were reloaded.</summary>
internal sealed class ReloadOfBoth : LookAlike
{
    public override string Story => "php-fpm and nginx are reloaded one after the other, and nobody came meanwhile.";

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        await host.Site.Fpm.ReloadAsync().ConfigureAwait(false);
        await host.Site.Nginx.ReloadAsync().ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
