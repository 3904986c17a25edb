using Nginx502.Nginx;

namespace Nginx502.Inspection;

/// <summary>What a check of a configuration must know beside it: the files that it is made of, those that it writes, those that must be there.</summary>
internal static class CheckSurroundings
{
    /// <summary>Of an nginx.</summary>
    public static ConfigurationCheckOptions Of(NginxReading reading) => new()
    {
        ConfigurationFiles =
        [
            .. reading.Configuration.Files.Select(file => file.Path),
            .. reading.Configuration.IncludedDirectories,
            .. reading.Configuration.MainSettings.LoadedModules.Select(module => MasterFacts.Combine(reading.Instance.Prefix, module)),
        ],
        WrittenFiles =
        [
            .. NginxLogConfiguration.Read(reading.Configuration).Targets
                .Where(target => target.Destination == LogDestination.File)
                .Select(target => MasterFacts.Combine(reading.Instance.Prefix, target.Value))
                .Distinct(StringComparer.Ordinal),
        ],
    };

    /// <summary>Of a php-fpm.</summary>
    public static ConfigurationCheckOptions Of(FpmReading reading) => new()
    {
        ConfigurationFiles = [.. reading.Configuration.Files.Select(file => file.Path), .. reading.Configuration.IncludedDirectories],
        WrittenFiles =
        [
            .. reading.Configuration.GlobalSettings.Where(setting => setting.Name == "error_log").Select(setting => setting.Value)
                .Concat(reading.Configuration.Pools.SelectMany(pool => new[] { pool.SlowLog, pool.AccessLog }))
                .OfType<string>()
                .Where(path => path.StartsWith('/'))
                .Distinct(StringComparer.Ordinal),
        ],
        RequiredPaths =
        [
            .. reading.Configuration.Pools.Select(pool => pool.Endpoint?.SocketPath).OfType<string>()
                .Select(path => Path.GetDirectoryName(path)).OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ],
    };
}
