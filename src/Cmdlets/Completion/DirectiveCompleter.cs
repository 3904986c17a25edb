using Nginx502.Commands;

namespace Nginx502.Completion;

/// <summary>Completes the names of directives of a pool.</summary>
public sealed class DirectiveCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        FpmPoolEditor.DirectiveNames.Select(name => (name, name));

    // A table of names and values: the value is for the person to fill in.
    /// <inheritdoc/>
    protected override string Typed(string parameterName, string text) =>
        parameterName == nameof(SetFpmPoolTuningCommand.Directive) ? $"@{{ {PasteText.PowerShell(text)} = '' }}" : base.Typed(parameterName, text);
}
