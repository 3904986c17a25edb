namespace Nginx502.Lab.Faults;

/// <summary>php-fpm ends a request that runs longer than request_terminate_timeout.</summary>
public sealed class WorkerTerminated : Fault
{
    /// <inheritdoc/>
    public override string Title => "Request terminated";

    /// <inheritdoc/>
    public override string Story => "php-fpm ends a request that runs longer than request_terminate_timeout.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new()
    {
        PoolDirectives = new Dictionary<string, string> { ["request_terminate_timeout"] = "1s" },
    };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        LabResponse response = await site.Hold().Response.ConfigureAwait(false);
        await LabSite.WaitForLogAsync(site.Fpm.Log, "exited on signal").ConfigureAwait(false);
        return [response];
    }
}
