namespace Nginx502.Completion;

/// <summary>Completes host names with those that nginx leads requests to, and those that were added to /etc/hosts.</summary>
public sealed class HostNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
    [
        .. new HostEntries(target, ChangeApplies.Live, force: false).MarkedNames.Select(name => (name, "added to /etc/hosts")),
        .. NameCollector.NamesOf(GatewayReader.ReadNginx(target).Readings).Select(name => (name, "nginx leads requests to it")),
    ];
}
