namespace Nginx502.Lab.Faults;

/// <summary>The first member of the group is dead, the second answers: the visitor notices nothing.</summary>
public sealed class Retried : Fault
{
    /// <inheritdoc/>
    public override string Title => "Retried";

    /// <inheritdoc/>
    public override string Story => "the first member of the upstream group is dead, the second one answers.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new()
    {
        FastCgiPass = "php",
        HttpText = $$"""
                upstream php {
                    server unix:{{directory.Run}}/dead.sock;
                    server unix:{{directory.Run}}/php-fpm.sock backup;
                }
            """,
    };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/hello.php").ConfigureAwait(false)];
    }
}
