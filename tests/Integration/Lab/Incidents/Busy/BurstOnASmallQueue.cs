namespace Nginx502.Lab.Incidents.Busy;

/// <summary>A short burst of visitors does not fit the queue.</summary>
internal sealed class BurstOnASmallQueue : Incident
{
    private const int Visitors = 30;

    public override string Story => "thirty visitors come at once to two workers with a queue of one (listen.backlog = 1); each request takes a tenth of a second.";

    public override string Mending => "listen.backlog is raised, and php-fpm is restarted.";

    // The burst is over when one looks; that the next one fails too can be said as well.
    public override IncidentTruth Truth => new(Cause.BacklogFull, 502, "backlog") { Also = [Cause.PoolExhausted], IsPresent = null };

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("listen.backlog", "1"));

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("short.php", "usleep(100000); echo 'short';");
        LabResponse[] responses = await CrowdAsync(host, Visitors, "/short.php").ConfigureAwait(false);
        Require(responses.Any(response => response.Status == 502), "some visitors get 502");
    }

    public override async Task MendAsync(LabHost host)
    {
        await RestartFpmAsync(host, options => WithPool(options, ("listen.backlog", "511"))).ConfigureAwait(false);
        LabResponse[] responses = await CrowdAsync(host, Visitors, "/short.php").ConfigureAwait(false);
        Require(responses.All(response => response.Status == 200), "all visitors get 200");
    }
}
