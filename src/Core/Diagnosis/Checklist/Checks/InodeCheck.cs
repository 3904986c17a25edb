namespace Nginx502.Diagnosis;

/// <summary>Can more files be made where nginx and php-fpm write?</summary>
internal sealed class InodeCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Resources;

    /// <inheritdoc/>
    public string Name => "inodes";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => ResourceItems.Of(
        context, this, "inodes", GatewayResourceKind.Inodes);
}
