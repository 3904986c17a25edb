using System.Globalization;

namespace Nginx502.Completion;

/// <summary>Completes ports: those that nginx listens on by its configuration, and those of pools.</summary>
public sealed class PortCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName)
    {
        foreach (NginxUpstream upstream in GatewayReader.ReadNginx(target).Readings.SelectMany(reading => reading.Configuration.Upstreams))
        {
            foreach (FpmEndpoint listen in FirewallPorts.Listens(upstream))
            {
                yield return (Text(listen.Port), $"nginx, {upstream.Server}");
            }
        }

        foreach (FpmPool pool in GatewayReader.ReadFpm(target).Readings.SelectMany(reading => reading.Configuration.Pools))
        {
            if (pool.ListenAddress is { IsUnixSocket: false, IsValid: true } listen)
            {
                yield return (Text(listen.Port), $"pool {pool.Pool} of {pool.ConfigurationPath}");
            }
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
