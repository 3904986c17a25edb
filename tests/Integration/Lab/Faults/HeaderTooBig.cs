namespace Nginx502.Lab.Faults;

/// <summary>The response's header is larger than fastcgi_buffer_size.</summary>
public sealed class HeaderTooBig : Fault
{
    /// <inheritdoc/>
    public override string Title => "Header too big";

    /// <inheritdoc/>
    public override string Story => "the application sends more header than fastcgi_buffer_size.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        return [await site.GetAsync("/big-header.php").ConfigureAwait(false)];
    }
}
