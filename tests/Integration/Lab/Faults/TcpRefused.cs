namespace Nginx502.Lab.Faults;

/// <summary>Nobody listens on the TCP port.</summary>
public sealed class TcpRefused : Fault
{
    /// <inheritdoc/>
    public override string Title => "Connection refused over TCP";

    /// <inheritdoc/>
    public override string Story => "php-fpm on a TCP port is stopped.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new() { UsesTcp = true };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        site.Fpm.Stop();
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
