using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Asks the programs about configurations that they have not loaded: what is loaded and unchanged passed already.</summary>
internal static class UnloadedConfigurations
{
    // When a program loaded its files is known to two seconds. Here a test too many costs less than one too few.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(4);

    /// <summary>Tests those that need it.</summary>
    /// <param name="nginx">The configurations of nginx.</param>
    /// <param name="fpm">The configurations of php-fpm.</param>
    /// <param name="configuration">When they were loaded.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ConfigurationTestResult[] Test(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, GatewayConfiguration configuration, CancellationToken cancellationToken)
    {
        var loaded = configuration.Nginx.Select(facts => (facts.ConfigurationPath, facts.ProcessId, facts.LoadedAt))
            .Concat(configuration.Fpm.Select(facts => (facts.ConfigurationPath, facts.ProcessId, facts.LoadedAt)))
            .ToDictionary(facts => (facts.ConfigurationPath, facts.ProcessId), facts => facts.LoadedAt);
        bool IsDue(FileTree files, string path, int? processId, IEnumerable<string> paths) => files.IsHost
            && (processId is null
                || !loaded.TryGetValue((SafeText.Escape(path), processId), out DateTime? time)
                || time is null
                || ChangedFiles.Since(files, paths, time.Value - Doubt).Length > 0);
        return
        [
            .. nginx.Where(reading => IsDue(reading.Instance.Files, reading.Configuration.Path, reading.Instance.Master?.ProcessId, reading.Configuration.Files.Select(file => file.Path)))
                .Select(reading => ConfigurationTester.Test(reading, cancellationToken)),
            .. fpm.Where(reading => IsDue(reading.Instance.Files, reading.Configuration.Path, reading.Instance.Master?.ProcessId, reading.Configuration.Files.Select(file => file.Path)))
                .Select(reading => ConfigurationTester.Test(reading, cancellationToken)),
        ];
    }
}
