namespace Nginx502.Lab.LookAlikes.Reloads;

/// <summary>nginx reloads, and an old worker still serves.</summary>
internal sealed class NginxReloadInProgress : LookAlike
{
    private HeldRequest? _held;

    public override string Story => "nginx is reloaded while a long request runs: its old worker shuts down when that ends, and the new one serves.";

    public override async Task PrepareAsync(LabHost host)
    {
        _held = host.Hold();
        await _held.HeldByAsync().ConfigureAwait(false);
        HashSet<int> before = [.. host.Site.Nginx.WorkerIds];
        host.Site.Nginx.Master.Signal(UnixSignal.Hangup);
        await Patience.UntilAsync(() => host.Site.Nginx.WorkerIds.Any(worker => !before.Contains(worker)), "a new worker of nginx").ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
        Require(host.Site.Nginx.WorkerIds.Any(before.Contains), "the old worker is still there");
    }

    public override async Task EndAsync(LabHost host)
    {
        _held!.LetGo();
        Require((await _held.Response.ConfigureAwait(false)).Status == 200, "the long request is answered");
    }
}
