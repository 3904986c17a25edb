namespace Nginx502.Lab.Faults;

/// <summary>The worker that runs the request crashes, as a broken extension does.</summary>
public sealed class WorkerCrashed : Fault
{
    /// <inheritdoc/>
    public override string Title => "Worker crashed";

    /// <inheritdoc/>
    public override string Story => "the worker that runs the request gets SIGSEGV.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site) =>
        [await SignalWorkerOfAsync(site, site.Hold(), UnixSignal.SegmentationFault).ConfigureAwait(false)];
}
