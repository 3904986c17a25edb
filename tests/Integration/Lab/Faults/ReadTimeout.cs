namespace Nginx502.Lab.Faults;

/// <summary>The script takes longer than nginx waits.</summary>
public sealed class ReadTimeout : Fault
{
    /// <inheritdoc/>
    public override string Title => "Read timeout";

    /// <inheritdoc/>
    public override string Story => "the script takes longer than fastcgi_read_timeout.";

    /// <inheritdoc/>
    public override LabSiteOptions Configure(LabDirectory directory) => new() { LocationText = "fastcgi_read_timeout 1s;" };

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        HeldRequest request = site.Hold();
        LabResponse response = await request.Response.ConfigureAwait(false);
        request.LetGo();
        return [response];
    }
}
