namespace Nginx502.Diagnosis;

/// <summary>Is there memory for the machine, for each service, and was there always?</summary>
internal sealed class MemoryCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Resources;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => ResourceItems.Of(
        context, this, "memory",
        GatewayResourceKind.Memory, GatewayResourceKind.Swap, GatewayResourceKind.CommittedMemory, GatewayResourceKind.ServiceMemory, GatewayResourceKind.MemoryPressure, GatewayResourceKind.OutOfMemoryKills);
}
