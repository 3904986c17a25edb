namespace Nginx502.Lab.Faults;

/// <summary>All workers that the pool may have are busy; visitors wait.</summary>
public sealed class MaxChildrenReached : Fault
{
    /// <inheritdoc/>
    public override string Title => "pm.max_children reached";

    /// <inheritdoc/>
    public override string Story => "more visitors than the pool may have workers.";

    private const int Visitors = 4;

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new()
    {
        PoolDirectives = new Dictionary<string, string>
        {
            ["pm"] = "dynamic",
            ["pm.max_children"] = "2",
            ["pm.start_servers"] = "1",
            ["pm.min_spare_servers"] = "1",
            ["pm.max_spare_servers"] = "2",
        },
    };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        HeldRequest[] requests = [.. Enumerable.Range(0, Visitors).Select(_ => site.Hold())];
        await LabSite.WaitForLogAsync(site.Fpm.Log, "max_children").ConfigureAwait(false);
        foreach (HeldRequest request in requests)
        {
            request.LetGo();
        }

        return await Task.WhenAll(requests.Select(request => request.Response)).ConfigureAwait(false);
    }
}
