namespace Nginx502.Completion;

/// <summary>Completes the files that pools are written in.</summary>
public sealed class PoolFileCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        GatewayReader.ReadFpm(target).Readings.SelectMany(reading => reading.Configuration.Pools)
            .GroupBy(pool => pool.ConfigurationPath, StringComparer.Ordinal)
            .Select(file => (file.Key, $"pool {string.Join(", ", file.Select(pool => pool.Pool))}"));
}
