namespace Nginx502.Lab.Faults;

/// <summary>The response has a header that nginx does not accept.</summary>
public sealed class InvalidHeader : Fault
{
    /// <inheritdoc/>
    public override string Title => "Invalid header";

    /// <inheritdoc/>
    public override string Story => "the application sends a header with a space in its name.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/invalid-header.php").ConfigureAwait(false)];
    }
}
