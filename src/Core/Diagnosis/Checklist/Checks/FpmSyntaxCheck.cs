namespace Nginx502.Diagnosis;

/// <summary>Does php-fpm accept its configuration?</summary>
internal sealed class FpmSyntaxCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Configuration;

    /// <inheritdoc/>
    public string Name => "php-fpm syntax";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => SyntaxItems.Of(context, this, "php-fpm");
}
