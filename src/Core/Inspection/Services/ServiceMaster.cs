using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>An nginx or php-fpm that runs or is installed, as far as services are concerned.</summary>
/// <param name="Program"><c>nginx</c> or <c>php-fpm</c>.</param>
/// <param name="PhpVersion">The version of PHP; null for nginx.</param>
/// <param name="ConfigurationPath">The main file of its configuration.</param>
/// <param name="ExecutablePath">Its program; null when it is not known.</param>
/// <param name="Process">The master; null when it does not run.</param>
/// <param name="WorkerCount">How many workers it has.</param>
internal sealed record ServiceMaster(string Program, string? PhpVersion, string ConfigurationPath, string? ExecutablePath, ProcessEntry? Process, int WorkerCount)
{
    /// <summary>The configuration that the program takes unless it is told another; null when it is not known.</summary>
    public string? UsualConfigurationPath { get; init; }

    /// <summary>True when its files are not this machine's: a container's, or a chroot's.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Those of its workers that stand still, by process number.</summary>
    public IReadOnlyList<int> StoppedWorkers { get; init; } = [];

    /// <summary>What could not be seen of it.</summary>
    public IReadOnlyList<NotSeen> NotSeen { get; init; } = [];

    /// <summary>The unit that its control group names; null for none.</summary>
    public string? Unit => BootReader.UnitOf(Process?.CgroupPath);

    /// <summary>What it is called where no manager has a name for it.</summary>
    public string UsualName => ExecutablePath is { } path ? Path.GetFileName(path) : Program;

    /// <summary>An nginx.</summary>
    public static ServiceMaster Of(NginxInstance instance) => new("nginx", null, instance.ConfigurationPath, instance.ExecutablePath, instance.Process, instance.Master?.Workers.Count ?? 0)
    {
        UsualConfigurationPath = instance.Build is { } build ? MasterFacts.Combine(build.Prefix ?? "/", build.ConfigurationPath) : null,
        IsElsewhere = !instance.IsOurs,
        StoppedWorkers = StoppedOf(instance.Master?.Workers),
        NotSeen = instance.Master?.NotSeen ?? [],
    };

    /// <summary>A php-fpm.</summary>
    public static ServiceMaster Of(FpmInstance instance) => new(
        "php-fpm", instance.Build?.Version ?? instance.Master?.Version, instance.ConfigurationPath, instance.ExecutablePath, instance.Process, instance.Master?.Workers.Count ?? 0)
    {
        UsualConfigurationPath = instance.Build?.ConfigurationPath,
        IsElsewhere = !instance.IsOurs,
        StoppedWorkers = StoppedOf(instance.Master?.Workers),
        NotSeen = instance.Master?.NotSeen ?? [],
    };

    private static IReadOnlyList<int> StoppedOf(IReadOnlyList<GatewayWorker>? workers) => [.. (workers ?? []).Where(worker => worker.State == 'T').Select(worker => worker.ProcessId)];
}
