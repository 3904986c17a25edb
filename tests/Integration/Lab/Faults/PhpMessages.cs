namespace Nginx502.Lab.Faults;

/// <summary>PHP writes messages of several lines with quotes, and answers.</summary>
public sealed class PhpMessages : Fault
{
    /// <inheritdoc/>
    public override string Title => "PHP messages";

    /// <inheritdoc/>
    public override string Story => "the application logs text of several lines with quotes, and answers.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/warning.php").ConfigureAwait(false)];
    }
}
