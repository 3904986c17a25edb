using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Brings together what managers know, what runs, what is installed and what was left behind. Looks at nothing itself.</summary>
/// <param name="managed">What managers know.</param>
/// <param name="isContainer">True where this machine is a container whose process 1 does nothing but start one program.</param>
/// <param name="supervisorId">The process of supervisord; null when none runs.</param>
/// <param name="isSameProgram">Tells whether two paths lead to one program.</param>
/// <param name="listensOf">The addresses of the php-fpm of a configuration; null when it was not read.</param>
internal sealed class ServiceJoin(
    IReadOnlyList<GatewayService> managed, bool isContainer, int? supervisorId, Func<string, string, bool> isSameProgram, Func<string, IReadOnlyList<FpmEndpoint>?> listensOf)
{
    // A container's engine puts what it runs into groups of these names.
    private static readonly string[] ContainerGroups = ["docker", "libpod", "kubepods", "containerd", "crio", "lxc"];

    private readonly List<GatewayService> _services = [.. managed];
    private readonly HashSet<int> _taken = [];

    /// <summary>All services: those of managers first, in their order.</summary>
    public IReadOnlyList<GatewayService> Join(IReadOnlyList<ServiceMaster> masters, IReadOnlyList<OrphanWorker> orphans)
    {
        foreach (ServiceMaster master in masters.Where(master => master.Process is not null))
        {
            int at = FindRunning(master);
            Add(at, master);
        }

        foreach (ServiceMaster installed in masters.Where(master => master.Process is null))
        {
            int at = _services.FindIndex(service => service.Program == installed.Program && service.ConfigurationPath is null && IsProgramOf(service, installed) && IsConfigurationOf(service, installed));
            if (at >= 0)
            {
                _services[at] = _services[at] with { ConfigurationPath = SafeText.Escape(installed.ConfigurationPath), ExecutablePath = Safe(installed.ExecutablePath), PhpVersion = installed.PhpVersion };
            }
            else if (!_services.Exists(service => service.Program == installed.Program && IsProgramOf(service, installed) && IsConfigurationOf(service, installed)))
            {
                _services.Add(Bare(installed, GatewayServiceManager.None) with { State = GatewayServiceState.Inactive });
            }
        }

        foreach (OrphanWorker orphan in orphans)
        {
            Leave(orphan);
        }

        return [.. _services.Select(Completed)];
    }

    private void Add(int at, ServiceMaster master)
    {
        ProcessEntry process = master.Process!;
        GatewayService service = at >= 0 ? _services[at] : Bare(master, ManagerOf(process, master));
        service = service with
        {
            // Managers without a state of their own: it runs.
            State = service.Manager == GatewayServiceManager.Systemd ? service.State : GatewayServiceState.Active,
            SubState = service.SubState is null or "stopped" ? "running" : service.SubState,
            Since = service.Since ?? process.StartTime,
            IsStoppedOnPurpose = false,
            PhpVersion = master.PhpVersion,
            ConfigurationPath = SafeText.Escape(master.ConfigurationPath),
            HasUsualConfiguration = master.ConfigurationPath == master.UsualConfigurationPath,
            ExecutablePath = Safe(master.ExecutablePath) ?? service.ExecutablePath,
            ProcessId = process.ProcessId,
            ProcessStartTicks = process.StartTicks,
            ProcessStartTime = process.StartTime,
            ProcessState = process.State,
            WorkerCount = master.WorkerCount,
            StoppedWorkers = [.. master.StoppedWorkers],
            NotSeen = [.. master.NotSeen],
        };
        if (at >= 0)
        {
            _services[at] = service;
            _taken.Add(at);
        }
        else
        {
            _services.Add(service);
            _taken.Add(_services.Count - 1);
        }
    }

    private int FindRunning(ServiceMaster master)
    {
        ProcessEntry process = master.Process!;
        if (master.IsElsewhere)
        {
            return -1;
        }

        int at = _services.FindIndex(service => service is { Manager: GatewayServiceManager.Systemd } && (service.ProcessId == process.ProcessId || (master.Unit is { } unit && service.Unit == SafeText.Escape(unit))));
        if (at >= 0)
        {
            return _taken.Contains(at) ? -1 : at;
        }

        if (process.ParentProcessId is { } parent && parent == supervisorId)
        {
            return Free(service => service.Manager == GatewayServiceManager.Supervisor && IsProgramOf(service, master));
        }

        // What a script starts has the program's own configuration.
        bool isUsual = master.UsualConfigurationPath is null || master.ConfigurationPath == master.UsualConfigurationPath;
        string? group = OpenRcGroupOf(process);
        return Free(service => service.Program == master.Program
            && ((service.Manager == GatewayServiceManager.OpenRc && (service.Name == group || (group is null && isUsual && IsProgramOf(service, master))))
                || (service.Manager == GatewayServiceManager.SysVInit && isUsual && IsProgramOf(service, master))));
    }

    // /openrc/nginx, or /openrc.nginx in newer ones.
    private static string? OpenRcGroupOf(ProcessEntry process)
    {
        const string prefix = "openrc.";
        string[] parts = process.CgroupPath?.Split('/') ?? [];
        int at = Array.IndexOf(parts, "openrc");
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1]
            : parts.FirstOrDefault(part => part.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }

    private int Free(Predicate<GatewayService> isWanted)
    {
        for (int at = 0; at < _services.Count; at++)
        {
            if (!_taken.Contains(at) && isWanted(_services[at]))
            {
                return at;
            }
        }

        return -1;
    }

    private GatewayServiceManager ManagerOf(ProcessEntry process, ServiceMaster master)
    {
        bool isInGroup = process.CgroupPath?.Split('/', '-', '.', ':').Any(part => ContainerGroups.Contains(part)) == true;
        return (master.IsElsewhere && isInGroup) || process.ProcessId == 1 || (isContainer && process.ParentProcessId == 1)
            ? GatewayServiceManager.Container
            : GatewayServiceManager.None;
    }

    // A unit names its program; a script is known by its name: php8.2-fpm, php-fpm82, nginx.
    private bool IsProgramOf(GatewayService service, ServiceMaster master)
    {
        if (service.Program != master.Program)
        {
            return false;
        }

        // A unit whose program is not there is meant for the one of its name.
        if (service.ExecutablePath is { } path && master.ExecutablePath is { } program && service.ExitCode != GatewayService.ProgramNotRun)
        {
            return path == program || isSameProgram(path, program);
        }

        return VersionDigits.MayBeOne(VersionDigits.Of(service.Name), string.Concat((master.PhpVersion ?? string.Empty).Split('.').Take(2)));
    }

    // A manager starts the program with its own configuration, unless the command names another.
    private static bool IsConfigurationOf(GatewayService service, ServiceMaster installed) => installed.UsualConfigurationPath is null
        || installed.ConfigurationPath == installed.UsualConfigurationPath
        || service.Settings?.Command?.Contains(installed.ConfigurationPath, StringComparison.Ordinal) == true;

    private static GatewayService Bare(ServiceMaster master, GatewayServiceManager manager) => new()
    {
        Name = SafeText.Escape(master.UsualName),
        Program = master.Program,
        PhpVersion = master.PhpVersion,
        Manager = manager,
        ConfigurationPath = SafeText.Escape(master.ConfigurationPath),
        ExecutablePath = Safe(master.ExecutablePath),
    };

    private void Leave(OrphanWorker orphan)
    {
        int at = _services.FindIndex(service => service.Program == orphan.Program && orphan.Unit is not null && service.Unit == orphan.Unit);
        at = at >= 0 ? at : _services.FindIndex(service => service.Program == orphan.Program && IsProgramOf(service, orphan) && HoldsAddressOf(service, orphan));
        if (at >= 0)
        {
            _services[at] = _services[at] with { Orphans = [.. _services[at].Orphans, orphan] };
            return;
        }

        _services.Add(new GatewayService
        {
            Name = orphan.ExecutablePath is { } name ? Path.GetFileName(name) : orphan.Program,
            Program = orphan.Program,
            State = GatewayServiceState.Inactive,
            ExecutablePath = orphan.ExecutablePath,
            Orphans = [orphan],
        });
    }

    private bool IsProgramOf(GatewayService service, OrphanWorker orphan) =>
        service.ExecutablePath is { } path && orphan.ExecutablePath is { } program && (path == program || isSameProgram(path, program));

    // One program runs with several configurations: what answers for another site is left alone.
    private bool HoldsAddressOf(GatewayService service, OrphanWorker orphan) =>
        orphan.Endpoints is not { Length: > 0 } held
        || service.ConfigurationPath is not { } configuration
        || listensOf(configuration) is not { } listens
        || listens.Any(listen => held.Any(address => address.IsUnixSocket ? address.Equals(listen) : address.Port == listen.Port));

    // systemd may name a main process that is no master that we found: it is gone by now, or not believed.
    private static GatewayService Completed(GatewayService service) =>
        service.Manager == GatewayServiceManager.Systemd && service.ProcessStartTicks is null ? service with { ProcessId = null } : service;

    private static string? Safe(string? text) => text is null ? null : SafeText.Escape(text);
}
