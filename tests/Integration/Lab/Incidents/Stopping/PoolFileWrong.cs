namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>php-fpm was restarted with a wrong directive in its pool.</summary>
internal sealed class PoolFileWrong : Incident
{
    public override string Story => "a directive of the pool gets a value that does not exist, and php-fpm is restarted.";

    public override string Mending => "the line is corrected, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.FpmConfigurationInvalid, 502, "Test-FpmConfiguration|php-fpm -t");

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        Edit(host.Site.Fpm.ConfigurationPath, "pm = static", "pm = statik");
        await FailToStartAsync(host.Site.Fpm).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        Edit(host.Site.Fpm.ConfigurationPath, "pm = statik", "pm = static");
        return host.Site.Fpm.StartAsWrittenAsync();
    }
}
