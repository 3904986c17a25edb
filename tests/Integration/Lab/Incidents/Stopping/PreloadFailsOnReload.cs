namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The script that opcache preloads fails when php-fpm is reloaded, which kills it.</summary>
internal sealed class PreloadFailsOnReload : Incident
{
    public override string Story => "the script of opcache.preload has an error, and php-fpm is reloaded after a deploy: the master dies of it.";

    public override string Mending => "the script is mended, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.PreloadFailed, 502, "preload");

    public override bool IsPossible => PreloadScript.IsPossible;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => PreloadScript.Configure(directory, plain);

    public override async Task BreakAsync(LabHost host)
    {
        await AgeAsync(host).ConfigureAwait(false);
        PreloadScript.Break(host.Site.Directory);
        host.Site.Fpm.Master.Signal(UnixSignal.User2);
        await Patience.UntilAsync(() => !host.Site.Fpm.IsRunning, "php-fpm to die of its reload").ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        PreloadScript.Write(host.Site.Directory);
        return host.Site.Fpm.StartAsWrittenAsync();
    }
}
