namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>A pool without workers.</summary>
internal sealed class IdleOnDemand : LookAlike
{
    public override string Story => "the pool is ondemand, nobody came for a while, and it has no worker at all.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("pm", "ondemand"), ("pm.process_idle_timeout", "1s"));

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 200).ConfigureAwait(false);
        await Patience.UntilAsync(() => host.Site.Fpm.Workers.Count == 0, "the workers to end").ConfigureAwait(false);
    }
}
