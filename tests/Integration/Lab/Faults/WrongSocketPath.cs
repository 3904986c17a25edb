namespace Nginx502.Lab.Faults;

/// <summary>php-fpm runs, but nginx asks at the socket of another PHP version.</summary>
public sealed class WrongSocketPath : Fault
{
    /// <inheritdoc/>
    public override string Title => "Wrong socket path";

    /// <inheritdoc/>
    public override string Story => "nginx names the socket of a PHP version that does not run.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new() { FastCgiPass = $"unix:{directory.Run}/php7.4-fpm.sock" };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
