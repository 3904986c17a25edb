using System.Text;
using Nginx502.Inspection;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>
/// The one door through which services are started and stopped: systemd is told, or the script of /etc/init.d where there is no systemd. No daemon is
/// ever forked from here: it would live in the control group of a timer or a session.
/// </summary>
/// <param name="programs">Runs programs.</param>
internal sealed class ServiceManager(IPrograms programs)
{
    private const string Systemctl = "/usr/bin/systemctl";

    // man 5 systemd.service, StartLimitBurst=.
    private const string StartLimitHit = "start-limit-hit";

    private static readonly TimeSpan OrderLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    // systemd ends what takes longer (man 5 systemd.service, TimeoutStartSec, 90 s by default).
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(100);

    // What a boot gives a script: no variable of whoever asks.
    private static readonly string[] ScriptEnvironment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "TERM=dumb"];

    /// <summary>Why a service cannot be started or restarted from here, sentences with what to type instead; null when it can.</summary>
    public static string? Refuse(GatewayService service, ServiceOrder order) => service switch
    {
        { IsMasked: true } => $"{service.Name} is masked: somebody wanted that nothing starts it. systemctl unmask {PasteText.Shell(service.Unit ?? service.Name)} takes that back.",
        { ProcessState: 'D' } when order == ServiceOrder.Restart => $"The master of {service.Name} waits for a device (state D) and cannot be ended: a restart would hang. See what the kernel says: dmesg --level=err,warn.",
        { IsAutoRestarting: true } => $"systemd is about to start {service.Name} by itself.",
        { HasPendingJob: true } => $"systemd has an order for {service.Name} that is not done yet: systemctl list-jobs.",
        { Manager: GatewayServiceManager.Systemd or GatewayServiceManager.SysVInit } => null,
        { Manager: GatewayServiceManager.Container } => $"{service.Name} is the main program of a container, which is started and stopped as a whole from outside. -Reload makes it read its configuration again.",
        { Manager: GatewayServiceManager.None } => $"No manager knows {service.Name}: whoever started it has to start it again. -Reload makes it read its configuration again.",
        _ => $"{service.Name} is {service.Manager}'s: {ServiceSteps.CommandOf(service, order == ServiceOrder.Start ? "start" : "restart")}",
    };

    /// <summary>Gives the order, and waits until it is done. Null when it was done; else why it was not, a sentence.</summary>
    /// <param name="service">The service.</param>
    /// <param name="order">The order.</param>
    /// <param name="hasActed">True when the manager was told.</param>
    /// <param name="cancellationToken">Ends the wait; what the manager was told it does all the same.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public string? Do(GatewayService service, ServiceOrder order, out bool hasActed, CancellationToken cancellationToken)
    {
        hasActed = false;
        return Refuse(service, order) ?? (service.Manager == GatewayServiceManager.Systemd
            ? BySystemd(service, order, out hasActed, cancellationToken)
            : ByScript(service, order, out hasActed, cancellationToken));
    }

    private string? BySystemd(GatewayService service, ServiceOrder order, out bool hasActed, CancellationToken cancellationToken)
    {
        string unit = service.Unit!;
        hasActed = false;
        if (service.IsStartLimitHit && Run(["reset-failed", "--", unit], cancellationToken) is { } notReset)
        {
            return notReset;
        }

        // Not waited for by systemctl, which a dead bus would hold; never in place of an order that somebody else gave.
        string verb = order == ServiceOrder.Start ? "start" : "restart";
        if (Run(["--no-block", "--job-mode=fail", verb, "--", unit], cancellationToken) is { } problem)
        {
            return problem;
        }

        hasActed = true;
        IReadOnlyDictionary<string, string> state = new Dictionary<string, string>();
        bool isOver = Wait.Until(
            () =>
            {
                state = SystemctlShow.Read([unit], ["ActiveState", "SubState", "Result", "Job", "ExecMainStatus"], out _, cancellationToken) is [var told] ? told : state;
                return state.GetValueOrDefault("Job", string.Empty) is "" or "0" && state.GetValueOrDefault("ActiveState") is "active" or "failed" or "inactive";
            },
            StartLimit,
            Pause,
            cancellationToken);
        return !isOver ? $"systemd did not get {SafeText.Escape(unit)} started within {StartLimit.TotalSeconds:0} s: systemctl status {PasteText.Shell(unit)}"
            : state.GetValueOrDefault("ActiveState") == "active" ? null
            : state.GetValueOrDefault("Result") == StartLimitHit ? $"{SafeText.Escape(unit)} is {state["ActiveState"]} now: it was started so often in so short a time that systemd refuses to. systemctl reset-failed {PasteText.Shell(unit)} && systemctl start {PasteText.Shell(unit)}"
            : $"{SafeText.Escape(unit)} is {state["ActiveState"]} after it (result {SafeText.Escape(state.GetValueOrDefault("Result", "unknown"))}{ExitCode(state)}): journalctl -u {PasteText.Shell(unit)} -n 20 --no-pager says why.";
    }

    // Where another command of the unit failed, as one of ExecStartPre=, the main one was not run, and systemd says 0 of it.
    private static string ExitCode(IReadOnlyDictionary<string, string> state) =>
        state.GetValueOrDefault("ExecMainStatus") is { } code and not "0" ? $", exit code {SafeText.Escape(code)}" : string.Empty;

    private string? ByScript(GatewayService service, ServiceOrder order, out bool hasActed, CancellationToken cancellationToken)
    {
        var request = new ProgramRequest(service.Unit!, [order == ServiceOrder.Start ? "start" : "restart"]) { Environment = ScriptEnvironment, Timeout = ScriptLimit };
        ProgramResult? result = programs.Run(request, out string? problem, cancellationToken);
        hasActed = result is not null;
        return result switch
        {
            null => problem + ".",
            { ExitCode: 0 } => null,
            { IsTimedOut: true } => $"{SafeText.Escape(service.Unit!)} did not end within {ScriptLimit.TotalSeconds:0} s.",
            _ => $"{SafeText.Escape(service.Unit!)} failed with {result.ExitCode}: {Said(result.Error.Length > 0 ? result.Error : result.Output)}",
        };
    }

    private string? Run(string[] arguments, CancellationToken cancellationToken)
    {
        ProgramResult? result = programs.Run(new ProgramRequest(Systemctl, arguments) { Timeout = OrderLimit }, out string? problem, cancellationToken);
        return result switch
        {
            null => problem + ".",
            { ExitCode: 0 } => null,
            { IsTimedOut: true } => $"systemctl did not answer within {OrderLimit.TotalSeconds:0} s.",
            _ => $"systemctl {arguments[0]}: {Said(result.Error)}",
        };
    }

    private static string Said(byte[] output) => SafeText.Escape(Encoding.UTF8.GetString(output).Trim());
}
