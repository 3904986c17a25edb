namespace Nginx502.Lab.Faults;

/// <summary>The upstream ends the request properly, but without a header.</summary>
public sealed class EmptyResponse : Fault
{
    /// <inheritdoc/>
    public override string Title => "Empty response";

    /// <inheritdoc/>
    public override string Story => "the upstream ends the request without a single byte of output.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new() { FastCgiPass = $"127.0.0.1:{FreePort.Tcp()}" };

    /// <summary>
    /// Two FastCGI records of version 1 for request 1: FCGI_STDOUT (6) without content, which ends the output, and
    /// FCGI_END_REQUEST (3) with eight bytes of content: application status 0, request complete.
    /// </summary>
    private static ReadOnlySpan<byte> EndOfRequest => [1, 6, 0, 1, 0, 0, 0, 0, 1, 3, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        using StubUpstream upstream = new(site.Upstream, EndOfRequest);
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
