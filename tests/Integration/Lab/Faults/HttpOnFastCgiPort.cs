namespace Nginx502.Lab.Faults;

/// <summary>What answers on the port speaks HTTP, not FastCGI.</summary>
public sealed class HttpOnFastCgiPort : Fault
{
    /// <inheritdoc/>
    public override string Title => "HTTP on the FastCGI port";

    /// <inheritdoc/>
    public override string Story => "a web server answers where php-fpm should.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new() { FastCgiPass = $"127.0.0.1:{FreePort.Tcp()}" };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        using StubUpstream upstream = new(site.Upstream, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8);
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
