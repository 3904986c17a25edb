using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>Judges how services stand, and says what can be done. A pure function.</summary>
public static class ServiceJudgement
{
    /// <summary>The services, each with its severity, explanation and remedies.</summary>
    public static IReadOnlyList<GatewayService> Judge(IReadOnlyList<GatewayService> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return [.. services.Select(service => Judge(service, services))];
    }

    private static GatewayService Judge(GatewayService service, IReadOnlyList<GatewayService> all)
    {
        ServiceFinding finding = Main(service, all);
        List<string> explanations = [finding.Explanation];

        // Nothing starts while orphans hold its sockets: what ends them starts it too.
        List<Remedy> remedies = [.. finding.Remedies.Where(remedy => service.Orphans.Length == 0 || remedy.Command is null || remedy.Command != StoppedServices.Start(service).Command)];
        Severity? severity = finding.Severity;
        foreach (ServiceFinding further in Further(service))
        {
            // What hurts comes before what is known of the rest: nothing starts while orphans hold its sockets.
            bool isFirst = further.Severity >= Severity.Error;
            explanations.Insert(isFirst ? 0 : explanations.Count, further.Explanation);
            remedies.InsertRange(isFirst ? 0 : remedies.Count, further.Remedies);
            severity = severity is { } known && known > further.Severity ? known : further.Severity;
        }

        return service with { Severity = severity, Explanation = string.Join(' ', explanations.Where(text => text.Length > 0)), Remedies = [.. remedies] };
    }

    private static ServiceFinding Main(GatewayService service, IReadOnlyList<GatewayService> all)
    {
        if (service.IsMasked && !service.IsRunning)
        {
            return new ServiceFinding(Severity.Note, "It is masked: nothing can start it. Somebody wanted it so.", [StoppedServices.Ask(service), new Remedy("Where that is over, unmask and start it.", $"systemctl unmask {RuntimeOption(service)}{Unit(service)} && systemctl start {Unit(service)}")]);
        }

        GatewayService? bare = all.FirstOrDefault(other => other is { Manager: GatewayServiceManager.None, IsRunning: true, HasUsualConfiguration: true }
            && other.Program == service.Program && (other.ExecutablePath == service.ExecutablePath || service.ExecutablePath is null));
        if (service is { Manager: GatewayServiceManager.Systemd, IsRunning: false } && bare is not null && service.State is GatewayServiceState.Failed or GatewayServiceState.Inactive or GatewayServiceState.Activating)
        {
            return new ServiceFinding(
                Severity.Warning,
                $"{service.Program} runs, as process {bare.ProcessId}, but outside of this unit: somebody started it by hand. It holds the addresses, so that the unit cannot be started, and it does not come back after a reboot or a crash.",
                [new Remedy("When it suits: stop that one, then start the unit.", $"kill -QUIT {bare.ProcessId}; sleep 1; systemctl start {Unit(service)}", ChangeApplies.Live, "Nobody is served between the two.")]);
        }

        return service.State switch
        {
            GatewayServiceState.Failed => StoppedServices.Failed(service),
            GatewayServiceState.Inactive => StoppedServices.Inactive(service),
            GatewayServiceState.Activating when service.IsAutoRestarting => new ServiceFinding(
                Severity.Error, $"It ended ({StoppedServices.LastExit(service)}) and waits to be started again by systemd, which has done so {CountText.Times(service.Restarts ?? 0)}.", [StoppedServices.Journal(service)]),
            GatewayServiceState.Activating => new ServiceFinding(Severity.Note, "It is being started.", []),
            GatewayServiceState.Deactivating => new ServiceFinding(Severity.Note, "It is being stopped.", []),
            GatewayServiceState.Reloading => new ServiceFinding(null, "It reads its configuration again.", []),
            GatewayServiceState.Active when service is { IsRunning: false, Manager: GatewayServiceManager.OpenRc } => new ServiceFinding(
                Severity.Error, "OpenRC believes that it runs, and no master is there: it crashed or was killed.", [new Remedy("Start it.", $"rc-service {PasteText.Shell(service.Name)} restart")]),
            GatewayServiceState.Active when !service.IsRunning => new ServiceFinding(
                Severity.Warning, $"{(service.Manager == GatewayServiceManager.Systemd ? "systemd says" : "Its manager says")} that it is active, and no master of {service.Program} that can be believed was found in it.", [StoppedServices.Journal(service)]),
            _ when service.ProcessState == 'T' => new ServiceFinding(
                Severity.Error, "Its master stands still (state T): a signal stopped it, or a debugger holds it.", [SocketRemedies.Continue(service.StoppedWorkers.Prepend(service.ProcessId!.Value))]),
            _ when service.StoppedWorkers.Length > 0 => new ServiceFinding(
                Severity.Error, $"{(service.AreAllWorkersStopped ? "All" : service.StoppedWorkers.Length)} of its {service.WorkerCount} workers stand still (state T): a signal stopped them, or a debugger holds them.", [SocketRemedies.Continue(service.StoppedWorkers)]),
            _ when service.ProcessState == 'D' => new ServiceFinding(
                Severity.Warning, "Its master waits for a device (state D) and cannot be killed: a disk or a network file system does not answer.", [new Remedy("See what the kernel says.", "dmesg --level=err,warn")]),
            _ => Running(service),
        };
    }

    private static ServiceFinding Running(GatewayService service) => service.Manager switch
    {
        GatewayServiceManager.None => new ServiceFinding(
            Severity.Note, "It runs, and no manager knows it: it does not come back after a reboot or a crash.", []),
        _ when service.IsEnabled == false && !service.IsMasked => new ServiceFinding(
            Severity.Warning, "It runs, and is not started at boot.", [new Remedy("Have it started at boot.", EnableCommand(service))]),
        _ when service.IsMasked => new ServiceFinding(Severity.Note, "It runs and is masked: once it is stopped, nothing can start it.", [new Remedy("Unmask it.", $"systemctl unmask {RuntimeOption(service)}{Unit(service)}")]),
        _ => new ServiceFinding(null, string.Empty, []),
    };

    private static IEnumerable<ServiceFinding> Further(GatewayService service)
    {
        if (service.Orphans.Length > 0)
        {
            string who = service.Orphans.Length == 1 ? "1 worker has no master" : $"{service.Orphans.Length} workers have no master";
            yield return new ServiceFinding(
                Severity.Error,
                $"{who} any more: it was killed, and they hold its {(service.Program == "nginx" ? "ports" : "sockets")}, answer with the old configuration, and are never replaced.",
                [Replace(service)]);
        }

        if (service.NeedsDaemonReload)
        {
            yield return new ServiceFinding(Severity.Note, "The files of its unit were changed, and systemd did not read them again.", [new Remedy("Have them read; nothing is restarted.", "systemctl daemon-reload")]);
        }

        if (service is { Manager: GatewayServiceManager.Systemd, State: GatewayServiceState.Failed, Settings.Restart: "no" })
        {
            yield return new ServiceFinding(
                Severity.Note, "Nothing starts it again by itself (Restart=no).",
                [new Remedy("For the next time: add a drop-in with [Service] and Restart=on-failure.", $"systemctl edit {Unit(service)}")]);
        }

        if (service is { IsRunning: true, Restarts: > 0 })
        {
            yield return new ServiceFinding(Severity.Warning, $"It was started again by itself {CountText.Times(service.Restarts!.Value)}.", [StoppedServices.Journal(service)]);
        }
    }

    // The cmdlet has the configuration checked first: one that is refused would leave nobody who answers.
    private static Remedy Replace(GatewayService service)
    {
        bool isUninterruptible = service.Orphans.Any(orphan => orphan.State == 'D');
        if (!service.IsMasked && !isUninterruptible && service.Manager is GatewayServiceManager.Systemd or GatewayServiceManager.SysVInit)
        {
            return new Remedy("End them and start the service; its configuration is checked before.", $"Restart-GatewayService {PasteText.PowerShellArgument(service.Name)}", ChangeApplies.Live, "Their running requests have 5 s to be finished; until the service is started nobody answers.");
        }

        string unmask = service is { IsMasked: true, Manager: GatewayServiceManager.Systemd } ? $"systemctl unmask {Unit(service)} && " : string.Empty;
        return new Remedy(
            (service.IsMasked ? "It is masked, so that nothing starts it: ask who wanted it so, and let these workers serve until then. " : string.Empty)
                + (isUninterruptible ? "Those in state D cannot be killed. End the others, then start the service." : "See that its configuration is accepted, end them, then start the service."),
            $"{unmask}kill -QUIT {string.Join(' ', service.Orphans.Select(orphan => orphan.ProcessId))}{(StoppedServices.Start(service).Command is { } start ? $"; sleep 1; {start}" : string.Empty)}",
            ChangeApplies.Live,
            "Their running requests are finished first; until the service is started nobody answers.");
    }

    // systemd keeps the two kinds of masks apart.
    private static string RuntimeOption(GatewayService service) => service.UnitFileState == "masked-runtime" ? "--runtime " : string.Empty;

    private static string Unit(GatewayService service) => PasteText.Shell(service.Unit ?? service.Name);

    private static string? EnableCommand(GatewayService service) => service.Manager switch
    {
        GatewayServiceManager.Systemd => $"systemctl enable {Unit(service)}",
        GatewayServiceManager.OpenRc => $"rc-update add {PasteText.Shell(service.Name)} default",
        GatewayServiceManager.SysVInit => $"update-rc.d {PasteText.Shell(service.Name)} defaults",
        _ => null,
    };
}
