namespace Nginx502.Completion;

/// <summary>Completes the beginnings of targets of notifications.</summary>
public sealed class NotificationCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
    [
        ("mailto:root", "a mail, through the sendmail of this machine"),
        ("https://", "JSON that is posted to an address"),
        ("syslog:", "a line in the machine's log"),
        ("file:/etc/nginx502/notify", "a file with one of these a line, for addresses that are secret"),
    ];
}
