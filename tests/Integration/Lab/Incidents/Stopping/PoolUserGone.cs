namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>The user of the pool does not exist.</summary>
internal sealed class PoolUserGone : Incident
{
    public override string Story => "the pool is to run as a user that does not exist, and php-fpm is restarted.";

    public override string Mending => "the pool gets a user that exists, and php-fpm is started.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.PoolUserMissing, 502, "user");

    public override bool IsPossible => LabUser.IsRoot;

    public override async Task BreakAsync(LabHost host)
    {
        host.Site.Fpm.Stop();
        host.Change(options => WithPool(options, ("user", "shop-php")));
        await FailToStartAsync(host.Site.Fpm).ConfigureAwait(false);
        await VisitAsync(host, 502).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) => RestartFpmAsync(host, options => WithPool(options, ("user", LabUser.ForWorkers!.Name)));
}
