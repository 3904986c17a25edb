using System.Globalization;
using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>Steps that start or restart services, with what they rest on and whether nobody has to be asked.</summary>
internal static class ServiceSteps
{
    private static readonly GatewayServiceManager[] Controlled = [GatewayServiceManager.Systemd, GatewayServiceManager.SysVInit];

    /// <summary>True when this module can start and stop the service; others are told how.</summary>
    public static bool IsControlled(GatewayService service) => Controlled.Contains(service.Manager);

    /// <summary>The step that starts a service; null when that is not to be tried at all.</summary>
    public static RecoveryStep? Start(Finding finding, GatewayService service, PlanContext context) =>
        IsControlled(service) && !IsRefused(finding, service, context) && finding.Cause != Cause.PreloadFailed
            ? Base(finding, service) with
            {
                Action = RecoveryAction.StartService,
                Reason = service.Explanation.Length > 0 ? $"{service.Name}: {service.Explanation}" : $"{service.Name} does not run.",
                Command = CommandOf(service, "start"),
                RestsOn = LiveEvidence(finding, service, context),
                IsAllowedAlone = NotAlone(service, finding.Cause) is null,
                NotAloneReason = NotAlone(service, finding.Cause),
            }
            : null;

    /// <summary>The step that stops and starts a service; null when that is not to be tried at all.</summary>
    /// <param name="finding">What it cures.</param>
    /// <param name="service">The service.</param>
    /// <param name="context">What is known.</param>
    /// <param name="reason">Why it helps.</param>
    /// <param name="notAloneReason">Why it takes a person; null when it does not.</param>
    public static RecoveryStep? Restart(Finding finding, GatewayService service, PlanContext context, string reason, string? notAloneReason) =>
        IsControlled(service) && !IsRefused(finding, service, context) && service.ProcessState != 'D'
            ? Base(finding, service) with
            {
                Action = RecoveryAction.RestartService,
                Reason = reason,
                Command = CommandOf(service, "restart"),
                Disruption = context.DisruptionOf(service),
                RestsOn = LiveEvidence(finding, service, context),
                IsAllowedAlone = notAloneReason is null && !service.HasPendingJob,
                NotAloneReason = notAloneReason ?? (service.HasPendingJob ? "Its manager has an order for it that is not done yet." : null),
            }
            : null;

    /// <summary>The command that does it by hand.</summary>
    public static string? CommandOf(GatewayService service, string verb) => service.Manager switch
    {
        GatewayServiceManager.Systemd when service.IsStartLimitHit && verb == "start" => $"systemctl reset-failed {PasteText.Shell(service.Unit ?? service.Name)} && systemctl start {PasteText.Shell(service.Unit ?? service.Name)}",
        GatewayServiceManager.Systemd => $"systemctl {verb} {PasteText.Shell(service.Unit ?? service.Name)}",
        GatewayServiceManager.SysVInit => $"{PasteText.Shell(service.Unit ?? service.Name)} {verb}",
        GatewayServiceManager.OpenRc => $"rc-service {PasteText.Shell(service.Name)} {verb}",
        GatewayServiceManager.Supervisor => $"supervisorctl {verb} {PasteText.Shell(service.Unit ?? service.Name)}",
        _ => null,
    };

    /// <summary>Why a service is not started without a person; null when it is.</summary>
    public static string? NotAlone(GatewayService service, Cause cause) => service switch
    {
        { IsMasked: true } => "It is masked: somebody wanted it so.",
        { IsStoppedOnPurpose: true } => "It was stopped on purpose: ask who did it.",
        { HasPendingJob: true } or { IsAutoRestarting: true } => "Its manager is about to start it by itself.",
        { IsConditionUnmet: true } => "A condition of its unit is not met.",
        { IsStartLimitHit: true } => "systemd gave up starting it after too many failures: what makes it fail is to be mended first.",
        { State: GatewayServiceState.Failed } => null,
        _ when service.ExitSignal is not null and not ("SIGTERM" or "SIGQUIT" or "SIGINT") => null,

        // A script keeps no state. What a master leaves behind that was killed tells: it takes its sockets away when it ends in order.
        { Manager: GatewayServiceManager.SysVInit } when cause is Cause.FpmCrashed or Cause.OrphanWorkers || service.Orphans.Length > 0 => null,
        _ => "It did not fail by what its manager says: why it does not run is not known.",
    };

    /// <summary>True when its program refuses its configuration: it is never started or restarted then.</summary>
    public static bool IsRefused(GatewayService service, PlanContext context) =>
        context.Diagnosis.Refused(service.Program, service.Program == "nginx" ? null : service.ConfigurationPath) is not null;

    // A directory that is gone is made by the step before.
    private static bool IsRefused(Finding finding, GatewayService service, PlanContext context) => IsRefused(service, context)
        && !(finding.Cause == Cause.RuntimeDirectoryMissing && context.Diagnosis.Refused(service.Program, service.ConfigurationPath) is { } test && FpmDownReason.IsOfDirectoryAlone(test));

    private static RecoveryStep Base(Finding finding, GatewayService service) => new()
    {
        Target = service.Name,
        Service = service.Name,
        Cause = finding.Cause,
        Endpoint = finding.Endpoint,
        Pool = finding.Pool,
        ConfigurationPath = finding.ConfigurationPath,
        ProcessId = service.ProcessId,
        ProcessStartTicks = service.ProcessStartTicks,
    };

    private static string[] LiveEvidence(Finding finding, GatewayService service, PlanContext context) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{ManagerOf(service)}: {service.Name} is {service.State}{(service.Result is { Length: > 0 } result ? $", result {result}" : string.Empty)}{(service.ExitSignal is { } signal ? $", ended by {signal}" : string.Empty)}, {(service.IsRunning ? $"process {service.ProcessId}" : "no process")}"),
        .. context.EndpointOf(finding)?.Socket is { FailedRung: { } rung } socket ? [$"kernel: {socket.Endpoint}: {rung} fails as nginx's worker"] : Array.Empty<string>(),
    ];

    private static string ManagerOf(GatewayService service) => service.Manager switch
    {
        GatewayServiceManager.Systemd => "systemd",
        GatewayServiceManager.SysVInit => "init",
        _ => service.Manager.ToString(),
    };
}
