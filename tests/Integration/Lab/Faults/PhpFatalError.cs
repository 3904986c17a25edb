namespace Nginx502.Lab.Faults;

/// <summary>PHP ends with a fatal error and answers 500 itself.</summary>
public sealed class PhpFatalError : Fault
{
    /// <inheritdoc/>
    public override string Title => "PHP fatal error";

    /// <inheritdoc/>
    public override string Story => "the application ends with an uncaught exception.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/fatal.php").ConfigureAwait(false)];
    }
}
