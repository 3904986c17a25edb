namespace Nginx502.Lab.Faults;

/// <summary>All workers are busy and the queue of the unix socket is full.</summary>
public sealed class BacklogFull : Fault
{
    /// <inheritdoc/>
    public override string Title => "Backlog full";

    /// <inheritdoc/>
    public override string Story => "one worker, a queue of one, and more visitors than that.";

    /// <summary>One is served, two wait (Linux lets one more than the backlog wait), the rest is turned away.</summary>
    private const int Visitors = 8;

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new()
    {
        PoolDirectives = new Dictionary<string, string> { ["pm.max_children"] = "1", ["listen.backlog"] = "1" },
    };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        HeldRequest served = site.Hold();
        await served.HeldByAsync().ConfigureAwait(false);
        List<HeldRequest> others = [.. Enumerable.Range(0, Visitors - 1).Select(_ => site.Hold())];
        List<LabResponse> responses = [];
        await Patience.UntilAsync(() => others.Exists(request => request.Response.IsCompleted), "a visitor to be turned away").ConfigureAwait(false);
        served.LetGo();
        others.ForEach(request => request.LetGo());
        foreach (HeldRequest request in others.Append(served))
        {
            responses.Add(await request.Response.ConfigureAwait(false));
        }

        return [.. responses.OrderByDescending(response => response.Status)];
    }
}
