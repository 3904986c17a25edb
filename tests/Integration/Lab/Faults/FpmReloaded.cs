namespace Nginx502.Lab.Faults;

/// <summary>php-fpm is reloaded while a request runs: without process_control_timeout the request ends with it.</summary>
public sealed class FpmReloaded : Fault
{
    /// <inheritdoc/>
    public override string Title => "php-fpm reloaded";

    /// <inheritdoc/>
    public override string Story => "php-fpm is reloaded while a request runs.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        HeldRequest request = site.Hold();
        await request.HeldByAsync().ConfigureAwait(false);
        await site.Fpm.ReloadAsync().ConfigureAwait(false);
        return [await request.Response.ConfigureAwait(false)];
    }
}
