namespace Nginx502.Lab.LookAlikes.Busy;

/// <summary>A pool with work to do.</summary>
internal sealed class HalfOfTheWorkersBusy : LookAlike
{
    private readonly List<HeldRequest> _held = [];

    public override string Story => "two of four workers run long requests, and other visitors are answered at once.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, ("pm.max_children", "4"));

    public override async Task PrepareAsync(LabHost host)
    {
        for (int worker = 1; worker <= 2; worker++)
        {
            _held.Add(host.Hold());
            await _held[^1].HeldByAsync().ConfigureAwait(false);
        }

        await VisitAsync(host, 200).ConfigureAwait(false);
    }

    public override Task EndAsync(LabHost host)
    {
        _held.ForEach(request => request.LetGo());
        return Task.WhenAll(_held.Select(request => request.Response));
    }
}
