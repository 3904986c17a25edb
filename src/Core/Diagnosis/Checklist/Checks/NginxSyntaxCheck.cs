namespace Nginx502.Diagnosis;

/// <summary>Does nginx accept its configuration?</summary>
internal sealed class NginxSyntaxCheck : IChecklistCheck
{
    /// <inheritdoc/>
    public ChecklistPhase Phase => ChecklistPhase.Configuration;

    /// <inheritdoc/>
    public string Name => "nginx syntax";

    /// <inheritdoc/>
    public IEnumerable<ChecklistItem> Check(ChecklistContext context) => SyntaxItems.Of(context, this, "nginx");
}
