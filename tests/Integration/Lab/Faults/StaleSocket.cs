namespace Nginx502.Lab.Faults;

/// <summary>php-fpm was killed and left a socket that nobody listens on.</summary>
public sealed class StaleSocket : Fault
{
    /// <inheritdoc/>
    public override string Title => "Stale socket";

    /// <inheritdoc/>
    public override string Story => "php-fpm is killed with its workers; the socket file stays.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        site.Fpm.KillAll();
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
