namespace Nginx502.Lab.Faults;

/// <summary>The upstream reads the request and closes the connection without a byte.</summary>
public sealed class ConnectionClosed : Fault
{
    /// <inheritdoc/>
    public override string Title => "Connection closed without an answer";

    /// <inheritdoc/>
    public override string Story => "the upstream closes the connection without an answer.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new() { FastCgiPass = $"127.0.0.1:{FreePort.Tcp()}" };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        using StubUpstream upstream = new(site.Upstream, []);
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
