namespace Nginx502.Completion;

/// <summary>Completes the methods of HTTP.</summary>
public sealed class MethodCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
    [
        ("GET", "asks for a page"),
        ("HEAD", "asks for its header alone"),
        ("POST", "sends content, as of a form"),
        ("PUT", "sends what is to be kept"),
        ("PATCH", "sends a change"),
        ("DELETE", "has something removed"),
        ("OPTIONS", "asks what is allowed"),
    ];
}
