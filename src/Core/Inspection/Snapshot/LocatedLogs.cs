namespace Nginx502.Inspection;

/// <summary>The logs of configurations, and whose they are.</summary>
/// <param name="Nginx">Those of nginx.</param>
/// <param name="Fpm">Those of php-fpm, each once, with the main file of the only php-fpm that writes it; null where several do.</param>
internal sealed record LocatedLogs(LocatedLog[] Nginx, (string? ConfigurationPath, LocatedLog Log)[] Fpm)
{
    /// <summary>None.</summary>
    public static LocatedLogs None { get; } = new([], []);

    /// <summary>All of them.</summary>
    public LocatedLog[] Located => [.. Nginx, .. Fpm.Select(log => log.Log)];

    /// <summary>What is told of each.</summary>
    public WrittenLog[] All => [.. Located.Select(log => log.Log)];

    /// <summary>Finds them.</summary>
    public static LocatedLogs Of(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) => new(
        [.. nginx.SelectMany(WrittenLogs.Of)],
        [
            .. fpm.SelectMany(reading => WrittenLogs.Of(reading).Select(log => (Path: SafeText.Escape(reading.Configuration.Path), Log: log)))
                .GroupBy(found => (found.Log.Files.RootPath, Path: found.Log.FullPath ?? $"{found.Path} {found.Log.Log.Path}"))
                .Select(group => (group.Select(found => found.Path).Distinct().Count() == 1 ? group.First().Path : null, group.First().Log)),
        ]);
}
