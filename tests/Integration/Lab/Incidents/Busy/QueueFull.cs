namespace Nginx502.Lab.Incidents.Busy;

/// <summary>All workers are busy, and the queue is full.</summary>
internal sealed class QueueFull : Incident
{
    private const int Visitors = 8;

    private readonly List<HeldRequest> _held = [];

    public override string Story => "the only worker runs a long request, the queue of the unix socket (listen.backlog = 1) is full, and further visitors are turned away.";

    public override string Mending => "the long request ends.";

    // The reference has BacklogFull among the symptoms of PoolExhausted, and 'workers first' as the remedy of BacklogFull.
    public override IncidentTruth Truth => new(Cause.PoolExhausted, 502, "Get-FpmStatus|max_children|FpmPoolTuning") { Also = [Cause.BacklogFull] };

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("pm.max_children", "1"), ("listen.backlog", "1"));

    public override async Task BreakAsync(LabHost host)
    {
        _held.Add(host.Hold());
        await _held[0].HeldByAsync().ConfigureAwait(false);
        _held.AddRange(Enumerable.Range(0, Visitors).Select(_ => host.Hold()));
        await Patience.UntilAsync(() => _held.Count(request => request.Response.IsCompleted) >= 2, "visitors to be turned away").ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _held.ForEach(request => request.LetGo());
        return Task.WhenAll(_held.Select(request => request.Response));
    }
}
