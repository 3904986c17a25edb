namespace Nginx502.Lab.Incidents.Strangers;

/// <summary>A second pool was copied, with its listen.</summary>
internal sealed class PoolsShareAnAddress : Incident
{
    private const string Copied = "copied";

    public override string Story => "a pool is copied under another name with the same listen, and php-fpm does not start.";

    public override string Mending => "the copy is removed, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    // The reference has 'two pools share one' under ListenConflict, and a refused file under FpmConfigurationInvalid: this is both.
    public override IncidentTruth Truth => new(Cause.ListenConflict, 502, "listen") { Also = [Cause.FpmConfigurationInvalid] };

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        host.Site.Fpm.Write([.. host.Site.Hosts.Select(other => other.Pool), host.Pool with { Name = Copied }]);
        await FailToStartAsync(host.Site.Fpm).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => RestartFpmAsync(host, options => options);
}
