using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>What a plan is made from: the judged snapshot, and what this module changed itself.</summary>
/// <param name="diagnosis">The judged snapshot.</param>
/// <param name="changes">The changes that this module made on the machine.</param>
internal sealed class PlanContext(DiagnosisContext diagnosis, IReadOnlyList<GatewayChange> changes)
{
    /// <summary>The judged snapshot.</summary>
    public DiagnosisContext Diagnosis { get; } = diagnosis;

    /// <summary>The changes that this module made on the machine.</summary>
    public IReadOnlyList<GatewayChange> Changes { get; } = changes;

    /// <summary>The endpoint of a finding; null when it is of none.</summary>
    public DiagnosedEndpoint? EndpointOf(Finding finding) => Diagnosis.EndpointOf(finding.Endpoint);

    /// <summary>The service of the endpoint of a finding; the php-fpm that does not run where it is of none, and there is one such only.</summary>
    public GatewayService? ServiceOf(Finding finding)
    {
        if (finding.Cause == Cause.NginxNotRunning)
        {
            return Diagnosis.Services.FirstOrDefault(service => service is { Program: "nginx", IsRunning: false });
        }

        GatewayService[] fpm = [.. Diagnosis.Services.Where(service => service.Program == "php-fpm")];
        return EndpointOf(finding)?.Service ?? (fpm.Length == 1 ? fpm[0] : null);
    }

    /// <summary>The pools of a service.</summary>
    public IReadOnlyList<FpmPool> PoolsOf(GatewayService service) =>
        [.. Diagnosis.Snapshot.Configuration.Pools.Where(pool => service.ConfigurationPath is { } path && pool.MasterConfigurationPath == path)];

    /// <summary>What a restart of a php-fpm disturbs: which pools, and how many requests run in them.</summary>
    public string DisruptionOf(GatewayService service) => ServiceDisruption.Describe(
        service,
        [.. PoolsOf(service).Select(pool => (pool.Pool, Diagnosis.Snapshot.Pools.FirstOrDefault(status => status.Pool == pool.Pool && status.ConfigurationPath == pool.ConfigurationPath)?.ActiveProcesses))]);
}
