namespace Nginx502.Recovery;

/// <summary>Makes of an order to a service a change without files: checked by its program first, refused when somebody changes a file meanwhile, verified by answers.</summary>
internal static class ServiceRequests
{
    /// <summary>A start or a restart.</summary>
    public static ChangeRequest Order(
        string command, string? commandLine, GatewayService service, ServiceOrder order, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, string? disruption, ServiceManager manager, bool replacesOrphans = false)
    {
        FpmReading[] ownFpm = service.Program == "nginx" ? [] : [.. OfService(service, fpm)];
        NginxReading[] ownNginx = service.Program == "nginx" ? [.. OfService(service, nginx)] : [];
        var activation = new ServiceActivation(service, order, ownFpm.FirstOrDefault(), disruption, manager);
        return For(command, commandLine, replacesOrphans ? new OrphanReplacement(service, activation) : activation, ownNginx, ownFpm, order == ServiceOrder.Restart);
    }

    /// <summary>A reload of nginx.</summary>
    public static ChangeRequest ReloadNginx(string command, string? commandLine, IReadOnlyList<NginxReading> nginx) =>
        For(command, commandLine, ProgramActivations.Join(ProgramActivations.For([], nginx, [])), nginx, [], withNotices: true);

    /// <summary>A reload of a php-fpm; null with the reason when it cannot be.</summary>
    public static ChangeRequest? ReloadFpm(string command, string? commandLine, GatewayService service, IReadOnlyList<FpmReading> fpm, out string? problem)
    {
        FpmReading[] own = [.. OfService(service, fpm).Where(reading => reading.Instance.Master is not null)];
        problem = own.Length > 0 ? null : $"{service.Name} does not run, so that nothing can be reloaded: start it, by the same command without -Reload.";
        return problem is null ? For(command, commandLine, ProgramActivations.Join(ProgramActivations.For(own, [], [])), [], own, withNotices: true) : null;
    }

    /// <summary>The configurations of nginx that a service runs with.</summary>
    public static IEnumerable<NginxReading> OfService(GatewayService service, IReadOnlyList<NginxReading> nginx) =>
        nginx.Where(reading => SafeText.Escape(reading.Configuration.Path) == service.ConfigurationPath || reading.Instance.Master?.ProcessId == (service.ProcessId ?? 0));

    /// <summary>The configurations of php-fpm that a service runs with.</summary>
    public static IEnumerable<FpmReading> OfService(GatewayService service, IReadOnlyList<FpmReading> fpm) =>
        fpm.Where(reading => SafeText.Escape(reading.Configuration.Path) == service.ConfigurationPath || reading.Instance.Master?.ProcessId == (service.ProcessId ?? 0));

    private static ChangeRequest For(string command, string? commandLine, IChangeActivation? activation, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, bool withNotices) => new(command, [])
    {
        CommandLine = commandLine is null ? null : SecretText.MaskCredentials(commandLine),
        Checks = ProgramChecks.For(fpm, nginx, force: null),
        Activation = activation,
        LoadedFiles = files => StagedReading.Files(fpm, nginx, files),
        Notices = withNotices ? UnloadedFiles.Describe(fpm, nginx) : [],
        FpmUnit = FpmUnit.Of(fpm),
    };
}
