namespace Nginx502.Lab.Faults;

/// <summary>The visitor leaves while the script runs.</summary>
public sealed class ClientAbort : Fault
{
    /// <inheritdoc/>
    public override string Title => "Visitor left";

    /// <inheritdoc/>
    public override string Story => "the visitor leaves while the script runs.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LabResponse>> ProvokeAsync(LabSite site)
    {
        using CancellationTokenSource leaving = new();
        HeldRequest request = site.Hold(leave: leaving.Token);
        await request.HeldByAsync().ConfigureAwait(false);
        await leaving.CancelAsync().ConfigureAwait(false);
        LabResponse response = await request.Response.ConfigureAwait(false);
        await LabSite.WaitForLogAsync(site.AccessLog, " 499 ").ConfigureAwait(false);
        request.LetGo();
        return [response];
    }
}
