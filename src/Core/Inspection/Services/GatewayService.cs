using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// nginx, or one php-fpm, as a service: what manages it, how it stands and why, and its processes. Its texts are safe to show. It belongs to
/// a machine and a moment: <see cref="Machine"/>, <see cref="Time"/>, <see cref="ProcessId"/> with <see cref="ProcessStartTicks"/>.
/// </summary>
public sealed record GatewayService
{
    /// <summary>The exit code that systemd has for a program that it could not run (man 5 systemd.exec, EXIT_EXEC).</summary>
    internal const int ProgramNotRun = 203;

    [JsonConstructor]
    internal GatewayService()
    {
    }

    /// <summary>Its name without an ending: <c>nginx</c>, <c>php8.2-fpm</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary><c>nginx</c> or <c>php-fpm</c>.</summary>
    public string Program { get; init; } = string.Empty;

    /// <summary>The version of PHP; null for nginx and when it is not known.</summary>
    public string? PhpVersion { get; init; }

    /// <summary>What starts and stops it.</summary>
    public GatewayServiceManager Manager { get; init; }

    /// <summary>What the manager calls it: <c>nginx.service</c>, <c>/etc/init.d/nginx</c>, a program of supervisord; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>How it stands.</summary>
    public GatewayServiceState State { get; init; }

    /// <summary>The manager's own word for that: <c>running</c>, <c>dead</c>, <c>auto-restart</c>, <c>crashed</c>; null for none.</summary>
    public string? SubState { get; init; }

    /// <summary>Since when, Kind Local; null when it is not known.</summary>
    public DateTime? Since { get; init; }

    /// <summary>How it ended, in systemd's words: <c>success</c>, <c>exit-code</c>, <c>signal</c>, <c>oom-kill</c>, <c>timeout</c>, <c>start-limit-hit</c>; null where nobody tells.</summary>
    public string? Result { get; init; }

    /// <summary>The exit code of its last master; null while it never ended, or was ended by a signal.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended its last master, <c>SIGKILL</c>; null for none.</summary>
    public string? ExitSignal { get; init; }

    /// <summary>When its last master ended, Kind Local.</summary>
    public DateTime? ExitTime { get; init; }

    /// <summary>How often it was started again by itself since it was started; null where that is not counted.</summary>
    public int? Restarts { get; init; }

    /// <summary>True when it was started too often in too short a time, and systemd does not start it again by itself. By hand it can be once that time is over, or at once after <c>systemctl reset-failed</c>.</summary>
    public bool IsStartLimitHit { get; init; }

    /// <summary>Whether it is started at boot: <c>enabled</c>, <c>disabled</c>, <c>masked</c>, <c>static</c>; null when it is not known.</summary>
    public string? UnitFileState { get; init; }

    /// <summary>True when it is started at boot; null when it is not known.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>True when it cannot be started at all.</summary>
    public bool IsMasked { get; init; }

    /// <summary>
    /// True when it does not run since somebody wanted it so: it was stopped, disabled or masked, and ended neither by a crash nor by a condition.
    /// It is left alone then.
    /// </summary>
    public bool IsStoppedOnPurpose { get; init; }

    /// <summary>True when a condition of the unit kept it from being started (<c>ConditionPathExists=</c> and its like).</summary>
    public bool IsConditionUnmet { get; init; }

    /// <summary>True when the manager has an order for it that is not done yet: to start, stop, restart or reload.</summary>
    public bool HasPendingJob { get; init; }

    /// <summary>True when it waits to be started again by itself.</summary>
    public bool IsAutoRestarting { get; init; }

    /// <summary>True when the files of the unit were changed and systemd did not read them again (<c>systemctl daemon-reload</c>).</summary>
    public bool NeedsDaemonReload { get; init; }

    /// <summary>The file of the unit; null for none.</summary>
    public string? FragmentPath { get; init; }

    /// <summary>The drop-ins that change it, in their order.</summary>
    public string[] DropIns { get; init; } = [];

    /// <summary>The settings that matter; null for other managers than systemd.</summary>
    public UnitSettings? Settings { get; init; }

    /// <summary>The main file of its configuration; null when it is not known.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>True when a master runs with the configuration that its program takes unless it is told another: what a unit would start.</summary>
    public bool HasUsualConfiguration { get; init; }

    /// <summary>Its program; null when it is not known.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>Its master; null when none runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>When the master started, in the kernel's ticks since boot: with the number it tells it from any later process.</summary>
    public ulong? ProcessStartTicks { get; init; }

    /// <summary>When the master started, Kind Local.</summary>
    public DateTime? ProcessStartTime { get; init; }

    /// <summary>What the master does, as ps shows it: D waits for a device and cannot be killed, T was stopped by a signal.</summary>
    public char? ProcessState { get; init; }

    /// <summary>How many workers the master has.</summary>
    public int WorkerCount { get; init; }

    /// <summary>Those of its workers that stand still, by process number: a signal stopped them, or a debugger holds them.</summary>
    public int[] StoppedWorkers { get; init; } = [];

    /// <summary>True when it has workers, and all of them stand still.</summary>
    internal bool AreAllWorkersStopped => StoppedWorkers.Length > 0 && StoppedWorkers.Length == WorkerCount;

    /// <summary>Workers whose master is gone.</summary>
    public OrphanWorker[] Orphans { get; init; } = [];

    /// <summary>True when a master runs.</summary>
    public bool IsRunning => ProcessId is not null;

    /// <summary>How bad it is; null when nothing is wrong, or it is meant so.</summary>
    public Severity? Severity { get; init; }

    /// <summary>What it means, a sentence or two.</summary>
    public string Explanation { get; init; } = string.Empty;

    /// <summary>What can be done, the best first.</summary>
    public Remedy[] Remedies { get; init; } = [];

    /// <summary>
    /// What a service that failed said last to systemd's journal: what goes to the standard error of a start is in no log of its own.
    /// Messages of PHP are cut to their place.
    /// </summary>
    public string[] LastLines { get; init; } = [];

    /// <summary>The unit's last start, as systemd's journal names it; null before systemd 232.</summary>
    internal string? InvocationId { get; init; }

    /// <summary>What could not be seen of it.</summary>
    public NotSeen[] NotSeen { get; init; } = [];

    /// <summary>When it was looked at, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>Which machine, since which boot.</summary>
    public MachineIdentity? Machine { get; init; }

    /// <summary>The name and how it stands.</summary>
    public override string ToString() => $"{Name}: {State}";
}
