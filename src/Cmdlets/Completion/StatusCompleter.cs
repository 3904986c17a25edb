namespace Nginx502.Completion;

/// <summary>Completes statuses of answers: classes, and those that a gateway gives.</summary>
public sealed class StatusCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
    [
        ("2xx", "good answers"),
        ("3xx", "redirects"),
        ("404", "nothing is there"),
        ("499", "the visitor went away before the answer"),
        ("4xx", "requests that were refused"),
        ("500", "PHP failed, or nginx itself"),
        ("502", "php-fpm could not be reached, or answered with nothing that can be used"),
        ("503", "refused for now: limits, maintenance"),
        ("504", "php-fpm did not answer in time"),
        ("5xx", "all failures of the server"),
    ];
}
