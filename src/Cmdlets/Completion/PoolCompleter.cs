namespace Nginx502.Completion;

/// <summary>Completes the names of pools.</summary>
public sealed class PoolCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        GatewayReader.ReadFpm(target).Readings.SelectMany(reading => reading.Configuration.Pools).Select(pool => (pool.Pool, $"{pool.ConfigurationPath}, {pool.Listen}"));
}
