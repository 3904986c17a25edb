namespace Nginx502.Lab.Faults;

/// <summary>One way in which a site breaks, made for real.</summary>
public abstract class Fault
{
    /// <summary>The fault in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>What is done to the site, in one sentence.</summary>
    public abstract string Story { get; }

    /// <summary>What the site needs, so that this fault can be made; a plain site where nothing is said.</summary>
    public virtual LabSiteOptions Configure(LabDirectory directory) => new();

    /// <summary>Breaks the site and asks it.</summary>
    /// <returns>What the visitors got, those whom the fault hit first.</returns>
    public abstract Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site);

    /// <summary>Starts a site that has what this fault needs.</summary>
    public Task<LabSite> StartSiteAsync() => LabSite.StartAsync(Configure);

    /// <summary>Kills the worker that runs a request, and waits until php-fpm has noticed.</summary>
    /// <returns>What the visitor got.</returns>
    protected static async Task<LabResponse> SignalWorkerOfAsync(LabSite site, HeldRequest request, UnixSignal signal)
    {
        ProcessIdentity worker = await request.HeldByAsync().ConfigureAwait(false);
        worker.Signal(signal);
        LabResponse response = await request.Response.ConfigureAwait(false);
        await LabSite.WaitForLogAsync(site.Fpm.Log, $"child {worker.Id} exited").ConfigureAwait(false);
        return response;
    }
}
