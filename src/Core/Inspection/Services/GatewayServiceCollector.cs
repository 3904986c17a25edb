using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>
/// Finds nginx and each php-fpm as services. Changes nothing; of programs, systemctl is asked once where systemd runs the machine.
/// </summary>
public static class GatewayServiceCollector
{
    // What containers run as process 1 to start their one program.
    private static readonly string[] ContainerStarters = ["tini", "tini-static", "docker-init", "dumb-init", "catatonit"];

    /// <summary>Finds them.</summary>
    /// <param name="target">Which are meant: all of this machine, or those of named configurations.</param>
    /// <param name="notes">What a person should know: masters that were passed over, what could not be seen.</param>
    /// <param name="cancellationToken">Ends the wait for systemctl and journalctl.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<GatewayService> Collect(GatewayTarget target, out IReadOnlyList<string> notes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        NginxInstanceSearch nginx = GatewayDiscovery.FindNginx(target.NginxConfigurationPath);
        FpmInstanceSearch fpm = GatewayDiscovery.FindFpm(target.FpmConfigurationPath);
        ServiceMaster[] masters = [.. nginx.Instances.Select(ServiceMaster.Of), .. fpm.Instances.Select(ServiceMaster.Of)];
        var gaps = new List<NotSeen>();
        ProcessEntry? supervisor = SupervisorServices.Find();
        IReadOnlyList<GatewayService> supervised = supervisor is null ? [] : SupervisorServices.Read(FileTree.Host, supervisor);
        IEnumerable<GatewayService> managed = ServiceSystem.IsSystemd
            ? SupervisorServices.BeforeIdle(SystemdServices.Read(masters, gaps, cancellationToken), supervised)
            : [.. supervised, .. SupervisorServices.WithoutItsOwn(new InitServices(FileTree.Host).Read(), supervised)];
        var join = new ServiceJoin([.. managed], ContainerStarters.Contains(Path.GetFileName(ProcessTable.ReadOne(ProcessTable.DefaultRoot, 1)?.ExecutablePath ?? string.Empty)), supervisor?.ProcessId, IsSameFile, configuration => ListensOf(fpm, configuration));
        OrphanWorker[] orphans =
        [
            .. NginxMasters.OfThisMachine.Orphans().Select(process => Orphan("nginx", process)),
            .. WithEndpoints([.. FpmMasters.OfThisMachine.Orphans().Select(process => Orphan("php-fpm", process))]),
        ];
        notes = [.. nginx.Notes, .. fpm.Notes, .. gaps.Select(gap => gap.ToString())];
        DateTime now = DateTime.Now;
        MachineIdentity machine = MachineIdentity.Current;
        return UnitJournal.Fill([.. join.Join(masters, orphans).Where(service => IsMeant(service, target)).Select(service => service with { Time = now, Machine = machine, NotSeen = [.. service.NotSeen, .. gaps] })], cancellationToken);
    }

    /// <summary>The names that services probably have, without asking their manager: for completion.</summary>
    /// <param name="target">Which are meant.</param>
    public static IReadOnlyList<(string Name, string Program, int? ProcessId)> Names(GatewayTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ServiceMaster[] masters =
        [
            .. GatewayDiscovery.FindNginx(target.NginxConfigurationPath).Instances.Select(ServiceMaster.Of),
            .. GatewayDiscovery.FindFpm(target.FpmConfigurationPath).Instances.Select(ServiceMaster.Of),
        ];
        IEnumerable<(string Name, string Program, int? ProcessId)> units = ServiceSystem.IsSystemd
            ? SystemdServices.NamesInFiles().Select(name => (name, name.Contains("fpm", StringComparison.Ordinal) ? "php-fpm" : "nginx", (int?)null))
            : [];
        return
        [
            .. masters.Select(master => (master.Unit is { } unit ? Path.GetFileNameWithoutExtension(unit) : master.UsualName, master.Program, master.Process?.ProcessId))
                .Concat(units)
                .Select(found => (SafeText.Escape(found.Item1), found.Item2, found.Item3))
                .DistinctBy(found => found.Item1),
        ];
    }

    // A configuration that is named leaves the others of its program out.
    private static bool IsMeant(GatewayService service, GatewayTarget target)
    {
        string? named = service.Program == "nginx" ? target.NginxConfigurationPath : target.FpmConfigurationPath;
        return named is null || service.ConfigurationPath == SafeText.Escape(named);
    }

    /// <summary>The workers of php-fpm whose master is gone, by process number.</summary>
    public static IReadOnlyList<int> FpmOrphans() => [.. FpmMasters.OfThisMachine.Orphans().Select(process => process.ProcessId)];

    private static OrphanWorker Orphan(string program, ProcessEntry process) => new(
        process.ProcessId,
        process.StartTicks,
        process.StartTime,
        program,
        program == "php-fpm" ? SafeText.Escape(process.Title[FpmMasters.WorkerTitle.Length..]) : null,
        process.ExecutablePath is { } path ? SafeText.Escape(path) : null,
        process.ParentProcessId,
        BootReader.UnitOf(process.CgroupPath) is { } unit ? SafeText.Escape(unit) : null,
        process.State);

    private static OrphanWorker[] WithEndpoints(OrphanWorker[] orphans)
    {
        if (orphans.Length == 0)
        {
            return orphans;
        }

        ListeningSocket[] sockets = [.. ListeningSockets.Read(out _).Where(socket => socket.Endpoint is not null)];
        IReadOnlyDictionary<uint, IReadOnlyList<int>> holders = SocketOwners.Find(sockets.Select(socket => socket.Inode), orphans.Select(orphan => orphan.ProcessId));
        return [.. orphans.Select(orphan => orphan with { Endpoints = Held(orphan.ProcessId) is { Length: > 0 } held ? held : null })];

        FpmEndpoint[] Held(int processId) =>
            [.. sockets.Where(socket => holders.TryGetValue(socket.Inode, out IReadOnlyList<int>? ids) && ids.Contains(processId)).Select(socket => socket.Endpoint!)];
    }

    private static IReadOnlyList<FpmEndpoint>? ListensOf(FpmInstanceSearch search, string configurationPath) =>
        search.Instances.FirstOrDefault(instance => SafeText.Escape(instance.ConfigurationPath) == configurationPath) is { } instance
            ? [.. FpmReading.Of(instance).Configuration.Pools.Select(pool => pool.Endpoint).OfType<FpmEndpoint>()]
            : null;

    private static bool IsSameFile(string one, string other) =>
        FileTree.Host.TryReadStatus(one, out FileStatus first) && FileTree.Host.TryReadStatus(other, out FileStatus second) && first.Identity == second.Identity;
}
