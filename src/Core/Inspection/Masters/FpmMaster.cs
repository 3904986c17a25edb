using Nginx502.Linux;

namespace Nginx502;

/// <summary>A running php-fpm master, with what it was started with. Safe to show.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTime">When it started, Kind Local.</param>
/// <param name="StartTicks">When it started, in the kernel's ticks since boot: with the number it tells this master from any later one.</param>
/// <param name="ExecutablePath">The program file, as the master sees files.</param>
/// <param name="IsExecutableDeleted">True when the program was deleted or replaced since, as by an upgrade: what is installed now is another one.</param>
/// <param name="Version">PHP's version; null when the program may not be read.</param>
/// <param name="ConfigurationPath">The main configuration file, a full path.</param>
/// <param name="Prefix">The directory that relative paths of pools and includes are relative to.</param>
/// <param name="PhpIniPath">The php.ini that it read, as far as can be told; null for none.</param>
/// <param name="IsWithoutPhpIni">True when it was told to read none (<c>-n</c>).</param>
/// <param name="Definitions">The ini settings of its command line (<c>-d</c>), secrets masked.</param>
/// <param name="RootPath">The directory that is its <c>/</c>: not <c>/</c> for a container or a chroot.</param>
/// <param name="Workers">Its workers; an ondemand pool may have none.</param>
/// <param name="NotSeen">What could not be seen of it.</param>
public sealed record FpmMaster(
    int ProcessId,
    DateTime? StartTime,
    ulong StartTicks,
    string? ExecutablePath,
    bool IsExecutableDeleted,
    string? Version,
    string ConfigurationPath,
    string Prefix,
    string? PhpIniPath,
    bool IsWithoutPhpIni,
    IReadOnlyList<string> Definitions,
    string RootPath,
    IReadOnlyList<GatewayWorker> Workers,
    IReadOnlyList<NotSeen> NotSeen)
{
    /// <summary>True when it sees other files than this process does.</summary>
    public bool IsElsewhere => RootPath != FileTree.Host.RootPath;
}
