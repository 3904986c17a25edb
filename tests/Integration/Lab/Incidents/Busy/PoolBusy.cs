namespace Nginx502.Lab.Incidents.Busy;

/// <summary>All workers are busy, and further visitors wait longer than nginx does.</summary>
internal sealed class PoolBusy : Incident
{
    private readonly List<HeldRequest> _held = [];

    public override string Story => "both workers of the pool run long requests, and further visitors wait in its queue until nginx gives up.";

    public override string Mending => "the long requests end.";

    public override IncidentTruth Truth => new(Cause.PoolExhausted, 504, "Get-FpmStatus|max_children|FpmPoolTuning");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { LocationText = "fastcgi_read_timeout 400ms; " + PatientWithHeld(directory, plain) };

    public override async Task BreakAsync(LabHost host)
    {
        for (int worker = 1; worker <= 2; worker++)
        {
            _held.Add(host.Hold());
            await _held[^1].HeldByAsync().ConfigureAwait(false);
        }

        await VisitAsync(host, 504).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        _held.ForEach(request => request.LetGo());
        return AwaitFreeWorkersAsync(host);
    }
}
