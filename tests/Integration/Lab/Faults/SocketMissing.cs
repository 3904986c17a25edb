namespace Nginx502.Lab.Faults;

/// <summary>php-fpm is stopped and has taken its socket along.</summary>
public sealed class SocketMissing : Fault
{
    /// <inheritdoc/>
    public override string Title => "Socket missing";

    /// <inheritdoc/>
    public override string Story => "php-fpm is stopped; its socket is gone.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        site.Fpm.Stop();
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
