namespace Nginx502.Lab.Faults;

/// <summary>The visitor asks for a picture that is not there: nginx logs an error that has no upstream.</summary>
public sealed class StaticFileMissing : Fault
{
    /// <inheritdoc/>
    public override string Title => "Static file missing";

    /// <inheritdoc/>
    public override string Story => "the visitor asks for a picture that is not there.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/logo.png").ConfigureAwait(false)];
    }
}
