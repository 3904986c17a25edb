namespace Nginx502.Lab.Faults;

/// <summary>The upstream is a host name, and the name server does not answer.</summary>
public sealed class NameNotResolved : Fault
{
    /// <inheritdoc/>
    public override string Title => "Name not resolved";

    /// <inheritdoc/>
    public override string Story => "the upstream is a host name, and no name server answers.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new()
    {
        FastCgiPass = "$backend",
        LocationText = $"resolver 127.0.0.1:{FreePort.Udp()}; resolver_timeout 1s; set $backend php.shop.example:9000;",
    };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
