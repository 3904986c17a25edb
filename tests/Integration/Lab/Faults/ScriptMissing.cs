namespace Nginx502.Lab.Faults;

/// <summary>The script does not exist where php-fpm looks: a 404, not a gateway error.</summary>
public sealed class ScriptMissing : Fault
{
    /// <inheritdoc/>
    public override string Title => "Script missing";

    /// <inheritdoc/>
    public override string Story => "the visitor asks for a script that does not exist.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/missing.php").ConfigureAwait(false)];
    }
}
