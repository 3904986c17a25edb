namespace Nginx502.Lab.Faults;

/// <summary>All members of the group have failed; nginx does not even try them again for a while.</summary>
public sealed class NoLiveUpstreams : Fault
{
    /// <inheritdoc/>
    public override string Title => "No live upstreams";

    /// <inheritdoc/>
    public override string Story => "both members of the upstream group are dead, and a second visitor comes.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new()
    {
        FastCgiPass = "php",
        HttpText = $$"""
                upstream php {
                    server unix:{{directory.Run}}/first.sock;
                    server unix:{{directory.Run}}/second.sock;
                }
            """,
    };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site) =>
        [await site.GetAsync("/hello.php?visitor=1").ConfigureAwait(false), await site.GetAsync("/hello.php?visitor=2").ConfigureAwait(false)];
}
