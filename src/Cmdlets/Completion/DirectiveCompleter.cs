namespace Nginx502.Completion;

/// <summary>Completes the names of directives of a pool.</summary>
public sealed class DirectiveCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        FpmPoolEditor.DirectiveNames.Select(name => (name, name));
}
