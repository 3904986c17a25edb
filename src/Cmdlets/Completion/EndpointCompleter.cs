namespace Nginx502.Completion;

/// <summary>Completes endpoints: where pools listen, and where nginx hands over to.</summary>
public sealed class EndpointCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName)
    {
        foreach (FpmPool pool in GatewayReader.ReadFpm(target).Readings.SelectMany(reading => reading.Configuration.Pools))
        {
            if (pool.Endpoint is { } endpoint)
            {
                yield return (endpoint.ToString(), $"pool {pool.Pool} of {pool.ConfigurationPath}");
            }
        }

        foreach (NginxUpstream upstream in GatewayReader.ReadNginx(target).Readings.SelectMany(reading => reading.Configuration.Upstreams))
        {
            foreach (FpmEndpoint endpoint in upstream.Endpoints)
            {
                yield return (endpoint.ToString(), $"{upstream.Server} {upstream.Location}");
            }
        }
    }
}
