namespace Nginx502.Lab.Faults;

/// <summary>The visitor reads slowly, and nginx keeps the response in a temporary file: no error.</summary>
public sealed class ResponseBuffered : Fault
{
    /// <inheritdoc/>
    public override string Title => "Response buffered";

    /// <inheritdoc/>
    public override string Story => "the visitor reads a large response slowly.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site) =>
        [await site.GetAsync("/large.php", () => LabSite.WaitForLogAsync(site.ErrorLog, "temporary file")).ConfigureAwait(false)];
}
