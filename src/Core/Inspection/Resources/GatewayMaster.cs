using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>A running master of either program, as far as what it uses is concerned.</summary>
/// <param name="Program"><c>nginx</c> or <c>php-fpm</c>.</param>
/// <param name="ConfigurationPath">The main file of its configuration. Safe to show.</param>
/// <param name="ProcessId">Its number.</param>
/// <param name="Process">Its process as it was found; null when it was not.</param>
/// <param name="Workers">Its workers.</param>
/// <param name="WorkerConnections">How many connections each worker may have; null for php-fpm.</param>
internal sealed record GatewayMaster(
    string Program, string ConfigurationPath, int ProcessId, ProcessEntry? Process, IReadOnlyList<GatewayWorker> Workers, long? WorkerConnections)
{
    /// <summary>The masters that run.</summary>
    public static IReadOnlyList<GatewayMaster> Of(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) =>
    [
        .. nginx.Where(reading => reading.Instance.Master is not null).Select(reading => new GatewayMaster(
            "nginx",
            reading.Instance.Master!.ConfigurationPath,
            reading.Instance.Master.ProcessId,
            reading.Instance.Process,
            reading.Instance.Master.Workers,
            reading.Configuration.MainSettings.WorkerConnections)),
        .. fpm.Where(reading => reading.Instance.Master is not null).Select(reading => new GatewayMaster(
            "php-fpm", reading.Instance.Master!.ConfigurationPath, reading.Instance.Master.ProcessId, reading.Instance.Process, reading.Instance.Master.Workers, null)),
    ];
}
