using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Makes a service of a unit's properties (man 5 org.freedesktop.systemd1). Looks at nothing but these.</summary>
/// <param name="now">The time at which they were asked for.</param>
/// <param name="uptime">The time since boot then, by CLOCK_MONOTONIC.</param>
internal sealed class UnitReading(DateTime now, TimeSpan uptime)
{
    private const string Ending = ".service";

    private static readonly string[] UsualNames = ["nginx.service", "nginx-debug.service", "openresty.service"];

    // CLD_EXITED, CLD_KILLED, CLD_DUMPED of waitid(2).
    private const int Exited = 1;
    private const int Killed = 2;
    private const int Dumped = 3;

    /// <summary>The properties that are read.</summary>
    public static readonly string[] Properties =
    [
        "Id", "LoadState", "ActiveState", "SubState", "Result", "UnitFileState", "FragmentPath", "DropInPaths", "NeedDaemonReload", "Job", "ConditionResult",
        "ConditionTimestampMonotonic", "StateChangeTimestampMonotonic", "ActiveEnterTimestampMonotonic", "ExecMainStartTimestampMonotonic", "ExecMainExitTimestampMonotonic", "ExecMainCode",
        "ExecMainStatus", "MainPID", "NRestarts", "InvocationID", .. UnitSettingsReading.Properties,
    ];

    /// <summary>
    /// True for a unit of nginx or php-fpm: by its usual name, or by what it starts. Exporters, agents and this module's own monitor are called nginx-something too.
    /// </summary>
    public static bool IsOurs(IReadOnlyDictionary<string, string> properties)
    {
        string id = properties.GetValueOrDefault("Id", string.Empty);
        string? program = Path.GetFileName(UnitProperties.ReadCommand(properties.GetValueOrDefault("ExecStart"))?.Path);
        return IsOurName(id) || (program is not null && IsOurName(program + Ending));
    }

    /// <summary>True for a usual name of a unit of nginx or php-fpm.</summary>
    public static bool IsOurName(string name) =>
        UsualNames.Contains(name) || (name.Contains("fpm", StringComparison.Ordinal) && !name.Contains("exporter", StringComparison.Ordinal));

    /// <summary>The service; null for a unit that is not there and never was.</summary>
    public GatewayService? Read(IReadOnlyDictionary<string, string> properties)
    {
        string id = Text("Id");
        GatewayServiceState state = Enum.TryParse(Text("ActiveState"), ignoreCase: true, out GatewayServiceState known) ? known : GatewayServiceState.Unknown;
        bool isLoaded = Text("LoadState") is "loaded" or "masked" or "bad-setting" or "error";
        if (!id.EndsWith(Ending, StringComparison.Ordinal) || (!isLoaded && state is GatewayServiceState.Inactive or GatewayServiceState.Unknown))
        {
            return null;
        }

        string? executable = UnitProperties.ReadCommand(properties.GetValueOrDefault("ExecStart"))?.Path;
        string result = Text("Result");
        bool isMasked = Text("LoadState") == "masked" || Text("UnitFileState").StartsWith("masked", StringComparison.Ordinal);
        bool isConditionUnmet = Text("ConditionResult") == "no" && Moment("ConditionTimestampMonotonic") is not null;
        int code = (int)(KernelText.Number(Text("ExecMainCode")) ?? 0);
        int status = (int)(KernelText.Number(Text("ExecMainStatus")) ?? 0);
        bool? isEnabled = IsEnabled(Text("UnitFileState"));
        bool hasStarted = Moment("ExecMainStartTimestampMonotonic") is not null || Moment("ActiveEnterTimestampMonotonic") is not null;
        bool hasJob = Text("Job").Length > 0 && Text("Job") != "0";
        return new GatewayService
        {
            Name = SafeText.Escape(id[..^Ending.Length]),
            Program = ProgramOf(id, executable),
            Manager = GatewayServiceManager.Systemd,
            Unit = SafeText.Escape(id),
            State = state,
            SubState = SafeText.Escape(Text("SubState")),
            Since = Moment("StateChangeTimestampMonotonic"),
            Result = SafeText.Escape(result),
            ExitCode = code == Exited ? status : null,
            ExitSignal = code is Killed or Dumped ? SignalName(status) : null,
            ExitTime = code == 0 ? null : Moment("ExecMainExitTimestampMonotonic"),
            Restarts = (int?)KernelText.Number(Text("NRestarts")),
            IsStartLimitHit = result == "start-limit-hit" || (state == GatewayServiceState.Failed && WouldRestart(Text("Restart"), result) && KernelText.Number(Text("NRestarts")) is not 0),
            UnitFileState = Text("UnitFileState") is { Length: > 0 } file ? SafeText.Escape(file) : isMasked ? "masked" : null,
            IsEnabled = isMasked ? false : isEnabled,
            IsMasked = isMasked,

            // One that is to start at boot and never did waits for something that failed.
            IsStoppedOnPurpose = state == GatewayServiceState.Inactive && result == "success" && !hasJob && !isConditionUnmet && (hasStarted || isMasked || isEnabled != true),
            IsConditionUnmet = isConditionUnmet,
            HasPendingJob = hasJob,
            IsAutoRestarting = Text("SubState").StartsWith("auto-restart", StringComparison.Ordinal),
            NeedsDaemonReload = Text("NeedDaemonReload") == "yes",
            FragmentPath = Text("FragmentPath") is { Length: > 0 } fragment ? SafeText.Escape(fragment) : null,
            DropIns = [.. UnitProperties.Words(properties.GetValueOrDefault("DropInPaths")).Select(SafeText.Escape)],
            Settings = UnitSettingsReading.Read(properties),
            ExecutablePath = executable is null ? null : SafeText.Escape(executable),
            InvocationId = Text("InvocationID") is { Length: > 0 } invocation ? SafeText.Escape(invocation) : null,
            ProcessId = KernelText.Number(Text("MainPID")) is > 0 and { } main ? (int)main : null,
        };

        string Text(string name) => properties.GetValueOrDefault(name, string.Empty);

        DateTime? Moment(string name) => SystemdTime.ParseMoment(Text(name), now, uptime);
    }

    /// <summary>Whether a unit is started at boot (man 1 systemctl, is-enabled); null when that depends on others.</summary>
    internal static bool? IsEnabled(string unitFileState) => unitFileState switch
    {
        "enabled" or "enabled-runtime" or "alias" or "generated" => true,
        "disabled" or "masked" or "masked-runtime" => false,
        _ => null,
    };

    /// <summary>A signal's name; the number with its word for those that are rare.</summary>
    internal static string SignalName(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        31 => "SIGSYS",
        _ => "signal " + signal.ToString(CultureInfo.InvariantCulture),
    };

    // systemd tells start-limit-hit only of a service that ended well each time; of others the result of the last start stays. One that failed in a
    // way after which it is to be started again, and is not waiting for that, was started too often (systemd: src/core/service.c, service_enter_dead). Where it was
    // never started again, its policy was written after it had failed.
    private static bool WouldRestart(string policy, string result) => policy switch
    {
        "always" => true,
        "on-failure" => result != "success",
        "on-abnormal" => result is "signal" or "core-dump" or "timeout" or "watchdog" or "oom-kill",
        "on-abort" => result is "signal" or "core-dump",
        "on-watchdog" => result == "watchdog",
        _ => false,
    };

    private static string ProgramOf(string id, string? executable)
    {
        string name = executable is null ? id : Path.GetFileName(executable) + " " + id;
        return name.Contains("fpm", StringComparison.Ordinal) ? "php-fpm" : "nginx";
    }
}
