namespace Nginx502.Diagnosis;

/// <summary>Can more files and connections be opened?</summary>
internal sealed class OpenFileCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Resources;

    /// <inheritdoc/>
    public string Name => "open files";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => ResourceItems.Of(
        context, this, "open files",
        GatewayResourceKind.OpenFiles, GatewayResourceKind.SystemOpenFiles, GatewayResourceKind.WorkerConnections);
}
