namespace Nginx502.Diagnosis;

/// <summary>Can more processes be started?</summary>
internal sealed class ProcessLimitCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Resources;

    /// <inheritdoc/>
    public string Name => "process limits";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => ResourceItems.Of(
        context, this, "processes", GatewayResourceKind.Processes);
}
