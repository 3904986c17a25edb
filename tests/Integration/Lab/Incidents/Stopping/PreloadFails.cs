namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The script that opcache preloads fails when php-fpm starts.</summary>
internal sealed class PreloadFails : Incident
{
    public override string Story => "the script of opcache.preload has an error, and php-fpm is restarted: it ends at once, though a plain php-fpm -t passes; PHP logs into the log of php-fpm.";

    public override string Mending => "the script is mended, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.PreloadFailed, 502, "preload");

    public override bool IsPossible => PreloadScript.IsPossible;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => PreloadScript.Configure(directory, plain);

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        PreloadScript.Break(host.Site.Directory);
        await FailToStartAsync(host.Site.Fpm).ConfigureAwait(false);
        Require(LabSite.ReadLog(host.Site.Fpm.Log).Contains("vendor/autoload.php", StringComparison.Ordinal), "the log says why");
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        PreloadScript.Write(host.Site.Directory);
        return host.Site.Fpm.StartAsWrittenAsync();
    }
}
