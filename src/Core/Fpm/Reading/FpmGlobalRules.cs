using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>What php-fpm does with the global section when all is read (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_post_process, and fpm_systemd.c).</summary>
/// <param name="options">What is known beside the files.</param>
/// <param name="machine">Answers for the machine.</param>
/// <param name="paths">Makes paths full.</param>
/// <param name="findings">Takes what is to be said.</param>
internal sealed class FpmGlobalRules(FpmReadOptions options, IFpmMachine machine, FpmPaths paths, FpmFindings findings)
{
    private const int LeastLogLimit = 512;
    private const int LeastPriority = -19;
    private const int MostPriority = 20;
    private const string DefaultSystemdInterval = "10";

    // Of those that php-src knows, Linux has these; the first is taken when none is named.
    private static readonly string[] Mechanisms = ["epoll", "poll", "select"];

    /// <summary>Puts in what is built in, makes paths full, and checks.</summary>
    public void Apply(FpmSection global)
    {
        if ((options.PidFile is { } pidFile && global.Find("pid") is null ? RawText.Encode(pidFile) : global["pid"]) is { } pid)
        {
            global["pid"] = global.IsUnknown("pid") ? pid : paths.OfGlobal(pid);
        }

        SetDefault(global, "log_buffering", "yes");
        SetDefault(global, "log_level", "NOTICE");
        SetDefault(global, "log_limit", "1024");
        SetDefault(global, "emergency_restart_interval", "0");
        SetDefault(global, "emergency_restart_threshold", "0");
        SetDefault(global, "process_control_timeout", "0");
        SetDefault(global, "process.max", "0");
        SetDefault(global, "daemonize", "yes");
        SetDefault(global, "rlimit_files", "0");
        SetDefault(global, "rlimit_core", "0");
        SetDefault(global, "syslog.ident", "php-fpm");
        SetDefault(global, "syslog.facility", "24");
        if (options.Daemonizes is { } daemonizes)
        {
            global["daemonize"] = daemonizes ? "yes" : "no";
        }

        CheckNumbers(global);
        ApplySystemd(global);
        ApplyErrorLog(global);
        ApplyEvents(global);
    }

    /// <summary>Whether the event mechanism is edge triggered; null when it is not known.</summary>
    public static bool? IsEdgeTriggered(FpmSection global) => global.IsUnknown("events.mechanism") ? null : global["events.mechanism"] == Mechanisms[0];

    /// <summary>True for a nice value that php-fpm takes, and when none is set or known.</summary>
    public static bool IsPriority(int? priority) => priority is null or (>= LeastPriority and <= MostPriority) or FpmPoolRules.UnsetPriority;

    private void CheckNumbers(FpmSection global)
    {
        if (global.Number("log_limit") < LeastLogLimit)
        {
            findings.Add(global, Severity.Error, "LogLimitTooSmall", $"log_limit must be greater than {LeastLogLimit}", "log_limit", "Leave it out for 1024.");
        }

        if (global.Number("process.max") < 0)
        {
            findings.Add(global, Severity.Error, "ProcessMaxNegative", "process_max can't be negative", "process.max", "0 sets no limit over all pools.");
        }

        if (!IsPriority(global.Number("process.priority")))
        {
            findings.Add(global, Severity.Error, "PriorityOutside", "process.priority must be included into [-19,20]", "process.priority", null);
        }

        if (global.Number("process.priority") == FpmPoolRules.UnsetPriority)
        {
            global["process.priority"] = null;
        }
    }

    private void ApplySystemd(FpmSection global)
    {
        const int milliseconds = 1000;
        int? written = global.Number("systemd_interval");
        if (options.Build.HasSystemd == false)
        {
            return;
        }

        // It is kept in milliseconds, in 32 bits, and what is negative is as if it were not set.
        global["systemd_interval"] = global.IsUnknown("systemd_interval") ? global["systemd_interval"]
            : written is null or < 0 ? DefaultSystemdInterval
            : (unchecked(written.Value * milliseconds) / milliseconds).ToString(CultureInfo.InvariantCulture);
    }

    private void ApplyErrorLog(FpmSection global)
    {
        string path = global["error_log"] ?? "log/php-fpm.log";
        if (global.IsUnknown("error_log") || RawText.EqualsIgnoringCase(path, "syslog"))
        {
            return;
        }

        path = paths.OfGlobal(path);
        global["error_log"] = path;
        if (machine.ErrorOfAppending(RawText.Decode(path)) is { } error and not Errno.None)
        {
            findings.Add(
                global, Severity.Error, "LogNotOpened", $"failed to open error_log ({path}){FpmErrnoWords.Of(error)}", "error_log",
                error == Errno.ENOENT ? "Make its directory, or name another one." : "Name a file.");
        }
    }

    private void ApplyEvents(FpmSection global)
    {
        if (global.IsUnknown("events.mechanism"))
        {
            return;
        }

        string? named = global["events.mechanism"];
        string? found = named is null ? Mechanisms[0] : Mechanisms.FirstOrDefault(mechanism => RawText.EqualsIgnoringCase(mechanism, named));
        if (found is null)
        {
            findings.Add(
                global, Severity.Error, "EventMechanismMissing", $"event mechanism '{named}' is not available on this system", "events.mechanism",
                "Take the line out: php-fpm finds the best one itself.");
        }

        global["events.mechanism"] = found ?? named;
    }

    private static void SetDefault(FpmSection global, string name, string value) => global[name] ??= value;
}
