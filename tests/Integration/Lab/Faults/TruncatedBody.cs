namespace Nginx502.Lab.Faults;

/// <summary>The worker dies after it sent the header and a part of the body: the visitor gets a cut 200.</summary>
public sealed class TruncatedBody : Fault
{
    /// <inheritdoc/>
    public override string Title => "Died within the body";

    /// <inheritdoc/>
    public override string Story => "the worker is killed after the header and a part of the body were sent.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new() { LocationText = "fastcgi_buffering off;" };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        TaskCompletionSource headerSeen = new();
        HeldRequest request = site.Hold("&first=1000", beforeBody: () =>
        {
            headerSeen.SetResult();
            return Task.CompletedTask;
        });
        await headerSeen.Task.WaitAsync(Patience.Limit).ConfigureAwait(false);
        return [await SignalWorkerOfAsync(site, request, UnixSignal.Kill).ConfigureAwait(false)];
    }
}
