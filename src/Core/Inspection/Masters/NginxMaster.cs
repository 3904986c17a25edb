using Nginx502.Linux;

namespace Nginx502;

/// <summary>A running nginx master, with what it was started with. Safe to show.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTime">When it started, Kind Local.</param>
/// <param name="StartTicks">When it started, in the kernel's ticks since boot: with the number it tells this master from any later one.</param>
/// <param name="ExecutablePath">The program file, as the master sees files.</param>
/// <param name="IsExecutableDeleted">True when the program was deleted or replaced since, as by an upgrade: what is installed now is another one.</param>
/// <param name="Version">Its version; null when the program may not be read.</param>
/// <param name="ConfigurationPath">The main configuration file, a full path.</param>
/// <param name="Prefix">The directory that most relative paths are relative to.</param>
/// <param name="ConfigurationPrefix">The directory that relative includes are relative to: that of the main file.</param>
/// <param name="Directives">The directives of <c>-g</c>; empty when there are none.</param>
/// <param name="ErrorLogPath">The error log until the configuration names one; <c>stderr</c> for none.</param>
/// <param name="RootPath">The directory that is its <c>/</c>: not <c>/</c> for a container or a chroot.</param>
/// <param name="Workers">Its workers that serve; empty when it has none, or runs alone.</param>
/// <param name="NotSeen">What could not be seen of it.</param>
public sealed record NginxMaster(
    int ProcessId,
    DateTime? StartTime,
    ulong StartTicks,
    string? ExecutablePath,
    bool IsExecutableDeleted,
    string? Version,
    string ConfigurationPath,
    string Prefix,
    string ConfigurationPrefix,
    string Directives,
    string ErrorLogPath,
    string RootPath,
    IReadOnlyList<GatewayWorker> Workers,
    IReadOnlyList<NotSeen> NotSeen)
{
    /// <summary>True when it sees other files than this process does.</summary>
    public bool IsElsewhere => RootPath != FileTree.Host.RootPath;

    /// <summary>The user of its workers; null when it has none now.</summary>
    public string? WorkerUser => Workers.Count > 0 ? Workers[0].User : null;
}
