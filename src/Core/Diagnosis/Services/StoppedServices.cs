namespace Nginx502.Diagnosis;

/// <summary>What is to be said of services that do not run.</summary>
internal static class StoppedServices
{
    /// <summary>What is said where nothing else is known.</summary>
    public const string UsualReason = ": the configuration is the usual reason";

    // What the kernel and systemd say where no line of a configuration is wrong.
    private static readonly string[] OtherReasons = ["No space left on device", "Read-only file system", "oom-kill", "Out of memory", "Cannot allocate memory", "Too many open files", "Operation not permitted"];

    /// <summary>One that failed.</summary>
    public static ServiceFinding Failed(GatewayService service)
    {
        if (service.Manager != GatewayServiceManager.Systemd)
        {
            return new ServiceFinding(Severity.Error, "It could not be started, or ended in a way that it should not have.", [Test(service), Start(service)]);
        }

        string unit = PasteText.Shell(service.Unit ?? service.Name);
        if (service.IsStartLimitHit)
        {
            string often = service.Settings is { StartLimitBurst: { } burst, StartLimitInterval: { } time } ? $" ({burst} times within {time.TotalSeconds:0} s)" : string.Empty;
            if (service is { ExitCode: 0, ExitSignal: null, Result: null or "success" or "start-limit-hit" })
            {
                return new ServiceFinding(
                    Severity.Error,
                    $"It was started or restarted too often{often}, and did not fail: systemd refuses to start it until that time is over, or that is forgotten.",
                    [new Remedy("Have systemd forget it, and start it.", StartAnew(service)), Test(service), Journal(service)]);
            }

            return new ServiceFinding(
                Severity.Error,
                $"It ended each time that it was started ({LastExit(service)}), too often{often}: systemd gave up and does not start it again by itself.",
                [Test(service), Journal(service), new Remedy("Once the cause is mended:", StartAnew(service))]);
        }

        (string what, Remedy[] remedies) = service.Result switch
        {
            "oom-kill" => ("The kernel killed a process of it for want of memory, and systemd ended the rest.", (Remedy[])[new Remedy("See what the workers take, and how many fit.", "Measure-FpmMemory"), Start(service)]),
            "signal" or "core-dump" => ($"Its master was ended by {service.ExitSignal ?? "a signal"}: {Killer(service)}", [Start(service), Journal(service)]),
            "timeout" => ("It did not start, reload or stop in the time that systemd gives it, and was killed.", [Journal(service), Start(service)]),
            "resources" => ("systemd could not make what it needs to start: a directory, a limit, memory.", [Journal(service)]),
            "protocol" => ("It started, and not in the way that its unit says: a pid file is missing, or it went into the background.", [Journal(service)]),
            "watchdog" => ("It did not tell systemd in time that it is alive, and was killed.", [Journal(service), Start(service)]),
            _ when service.ExitCode == GatewayService.ProgramNotRun => (
                "systemd could not run its program (203/EXEC): what ExecStart= of the unit, or of a drop-in, names is not there, or may not be run.",
                [new Remedy("See which file names which program, and whether that is there; correct it, and have systemd read it again (systemctl daemon-reload).", $"systemctl cat {unit}"), Start(service)]),
            _ when service.Orphans.Length == 0 && service.LastLines.Any(line => line.Contains("Address already in use", StringComparison.Ordinal)) => ($"It could not be started ({LastExit(service)}): another program has its address.", [Journal(service), Start(service)]),
            _ => ($"It could not be started, or ended by itself ({LastExit(service)}){(IsReasonKnown(service) ? string.Empty : UsualReason)}.", [Test(service), Start(service), Journal(service)]),
        };
        return new ServiceFinding(Severity.Error, what, remedies);
    }

    /// <summary>One that does not run.</summary>
    public static ServiceFinding Inactive(GatewayService service)
    {
        if (service.IsStoppedOnPurpose)
        {
            return new ServiceFinding(
                Severity.Note, service.IsEnabled == false ? "It was stopped on purpose, or never started, and is not started at boot." : "It was stopped on purpose.",
                [
                    Ask(service),
                    service is { IsEnabled: false, Manager: GatewayServiceManager.Systemd }
                        ? new Remedy("Where that is over, start it, and have it started at boot.", $"systemctl enable --now {PasteText.Shell(service.Unit ?? service.Name)}")
                        : Start(service) with { Description = "Where that is over, start it." },
                ]);
        }

        if (service.IsConditionUnmet)
        {
            return new ServiceFinding(Severity.Warning, "It was not started since a condition of its unit is not met.", [new Remedy("See which one.", $"systemctl status {PasteText.Shell(service.Unit ?? service.Name)}")]);
        }

        if (service.HasPendingJob)
        {
            return new ServiceFinding(Severity.Note, "It is about to be started.", []);
        }

        return service.Manager switch
        {
            GatewayServiceManager.Systemd => new ServiceFinding(
                Severity.Error, "It is to be started at boot and was not: what it needs failed, or the machine still starts.", [new Remedy("See what failed.", "systemctl --failed"), Start(service)]),
            GatewayServiceManager.None when service is { Orphans.Length: > 0, ConfigurationPath: null } => new ServiceFinding(null, string.Empty, []),
            GatewayServiceManager.None => new ServiceFinding(Severity.Note, "It is installed and does not run; no manager knows it.", []),
            _ => new ServiceFinding(Severity.Warning, "It does not run. Whether somebody stopped it or it crashed, its manager does not tell.", [Test(service), Start(service)]),
        };
    }

    /// <summary>How the last master ended, in a few words.</summary>
    public static string LastExit(GatewayService service) => service switch
    {
        { ExitSignal: { } signal } => signal,
        { ExitCode: { } code } => $"exit code {code}",
        { Result: { } result } => result,
        _ => "not known how",
    };

    /// <summary>What it logged.</summary>
    public static Remedy Journal(GatewayService service) => new("See what it said.", service.Manager == GatewayServiceManager.Systemd ? $"journalctl -u {PasteText.Shell(service.Unit ?? service.Name)} -n 50 --no-pager" : null);

    /// <summary>How what comes before anything else begins.</summary>
    public const string AskFirst = "Ask first";

    /// <summary>What comes before anything is done about a service that somebody stopped.</summary>
    public static Remedy Ask(GatewayService service) => new(
        AskFirst + " who stopped it, and why: see who is and was logged in, and what was done.",
        service.Manager == GatewayServiceManager.Systemd ? $"who; last -n 5; journalctl -u {PasteText.Shell(service.Unit ?? service.Name)} -n 20 --no-pager" : "who; last -n 5");

    /// <summary>What starts it; without a command where nothing is known to.</summary>
    public static Remedy Start(GatewayService service) => new("Start it.", service.Manager switch
    {
        GatewayServiceManager.Systemd => $"systemctl start {PasteText.Shell(service.Unit ?? service.Name)}",
        GatewayServiceManager.OpenRc => $"rc-service {PasteText.Shell(service.Name)} start",
        GatewayServiceManager.SysVInit => $"{PasteText.Shell(service.Unit ?? service.Name)} start",
        GatewayServiceManager.Supervisor => $"supervisorctl start {PasteText.Shell(service.Unit ?? service.Name)}",
        _ when service is { ExecutablePath: { } program, ConfigurationPath: { } file } => $"{PasteText.Shell(program)} {(service.Program == "nginx" ? "-c" : "-y")} {PasteText.Shell(file)}",
        _ => null,
    });

    /// <summary>What starts a unit of systemd that was tried too often.</summary>
    public static string StartAnew(GatewayService service)
    {
        string unit = PasteText.Shell(service.Unit ?? service.Name);
        return $"systemctl reset-failed {unit} && systemctl start {unit}";
    }

    // Whatever ended it by a signal, or it said last, is nearer than what is usual.
    private static bool IsReasonKnown(GatewayService service) => service is { ExitSignal: not null } or { Orphans.Length: > 0 }
        || service.LastLines.Any(line => OtherReasons.Any(words => line.Contains(words, StringComparison.OrdinalIgnoreCase)));

    private static Remedy Test(GatewayService service) => new("See whether its configuration is accepted.", service.Program == "nginx" ? "Test-NginxConfiguration" : "Test-FpmConfiguration");

    private static string Killer(GatewayService service) => service.ExitSignal switch
    {
        "SIGKILL" => "somebody, or the kernel for want of memory.",
        "SIGSEGV" or "SIGABRT" or "SIGBUS" or "SIGILL" or "SIGFPE" => "a crash in it, often of an extension or of opcache.",
        "SIGSYS" => "a call that its unit forbids (SystemCallFilter).",
        _ => "somebody sent it.",
    };
}
