namespace Nginx502.Diagnosis;

/// <summary>Is there space where nginx and php-fpm write, and may it be written at all?</summary>
internal sealed class DiskSpaceCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Resources;

    /// <inheritdoc/>
    public string Name => "disk space";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => ResourceItems.Of(
        context, this, "disk space", GatewayResourceKind.DiskSpace, GatewayResourceKind.ReadOnlyMount);
}
