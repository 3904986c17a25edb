namespace Nginx502.Lab.LookAlikes.Past;

/// <summary>A burst of errors that ended seconds ago.</summary>
internal sealed class BurstJustEnded : LookAlike
{
    public override string Story => "php-fpm was stopped for some seconds, visitors got 502, it was started again, and visitors get 200 since.";

    public override IReadOnlyList<Cause> Said => [Cause.AllHealthyNow, Cause.FpmNotRunning];

    public override async Task PrepareAsync(LabHost host)
    {
        host.Site.Fpm.Stop();

        // Not in the seconds of the stop: no running request was ended.
        await Task.Delay(TimeSpan.FromSeconds(3)).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
        await host.Site.Fpm.StartAsync().ConfigureAwait(false);
        await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
