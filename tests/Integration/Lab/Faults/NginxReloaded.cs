namespace Nginx502.Lab.Faults;

/// <summary>nginx is reloaded: it logs notices, and nobody notices.</summary>
public sealed class NginxReloaded : Fault
{
    /// <inheritdoc/>
    public override string Title => "nginx reloaded";

    /// <inheritdoc/>
    public override string Story => "nginx is reloaded between two visitors.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        await site.Nginx.ReloadAsync().ConfigureAwait(false);
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
