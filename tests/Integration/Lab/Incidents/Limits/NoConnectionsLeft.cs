namespace Nginx502.Lab.Incidents.Limits;

/// <summary>nginx's worker has no connection left.</summary>
internal sealed class NoConnectionsLeft : Incident
{
    private const int Most = 12;

    private readonly List<HeldRequest> _held = [];

    public override string Story => "worker_connections is 13, and long requests take two each, until a visitor finds none left for one to php-fpm.";

    public override string Mending => "worker_connections is raised, and nginx is reloaded.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.WorkerConnectionsExhausted, 500, "worker_connections");

    public override string? EndpointOf(LabHost host) => null;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain with { WorkerConnections = 13 }, ("pm.max_children", "12"));

    public override async Task BreakAsync(LabHost host)
    {
        for (int visitor = 1; visitor <= Most; visitor++)
        {
            HeldRequest held = host.Hold();
            await Patience.UntilAsync(() => held.IsHeld || held.Response.IsCompleted, "the request to be taken up").ConfigureAwait(false);
            if (held.Response.IsCompleted)
            {
                Require((await held.Response.ConfigureAwait(false)).Status == 500, "a visitor gets 500");
                return;
            }

            _held.Add(held);
        }

        throw new LabException("No visitor got 500.");
    }

    public override async Task MendAsync(LabHost host)
    {
        _held.ForEach(request => request.LetGo());
        await Task.WhenAll(_held.Select(request => request.Response)).ConfigureAwait(false);
        await ReloadNginxAsync(host, options => options with { WorkerConnections = 512 }).ConfigureAwait(false);
    }
}
