namespace Nginx502.Lab.Faults;

/// <summary>The worker that runs the request is killed, as the kernel does when memory is short.</summary>
public sealed class WorkerKilled : Fault
{
    /// <inheritdoc/>
    public override string Title => "Worker killed";

    /// <inheritdoc/>
    public override string Story => "the worker that runs the request is killed with SIGKILL.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site) =>
        [await SignalWorkerOfAsync(site, site.Hold(), UnixSignal.Kill).ConfigureAwait(false)];
}
