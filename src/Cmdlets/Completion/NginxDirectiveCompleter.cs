namespace Nginx502.Completion;

/// <summary>Completes the table of directives of where nginx hands over, by the protocol that most do: FastCGI.</summary>
public sealed class NginxDirectiveCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        NginxUpstreamEditor.DirectiveNames.Select(name => (name, name));

    // A table of names and values: the value is for the person to fill in.
    /// <inheritdoc/>
    protected override string Typed(string parameterName, string text) => $"@{{ {text} = '' }}";
}
