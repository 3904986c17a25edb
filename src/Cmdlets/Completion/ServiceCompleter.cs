using System.Globalization;

namespace Nginx502.Completion;

/// <summary>Completes the names of services from what runs and what is installed; no service manager is asked.</summary>
public sealed class ServiceCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        GatewayServiceCollector.Names(target).Select(found => (found.Name, found.ProcessId is { } id ? string.Create(CultureInfo.InvariantCulture, $"{found.Program}, process {id}") : $"{found.Program}, does not run"));
}
