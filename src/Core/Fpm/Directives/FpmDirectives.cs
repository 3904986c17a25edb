using System.Collections.Frozen;

namespace Nginx502;

/// <summary>
/// The directives of php-fpm, in the order in which <c>php-fpm -tt</c> prints them (php-src: sapi/fpm/fpm/fpm_conf.c,
/// ini_fpm_global_options, ini_fpm_pool_options, fpm_conf_dump; versions by php-src's NEWS and the manual).
/// </summary>
public static class FpmDirectives
{
    private const FpmDirectiveKind Text = FpmDirectiveKind.Text;
    private const FpmDirectiveKind Integer = FpmDirectiveKind.Integer;
    private const FpmDirectiveKind Duration = FpmDirectiveKind.Duration;
    private const FpmDirectiveKind Boolean = FpmDirectiveKind.Boolean;

    // A listening socket is taken over on a reload as it is: its mode, owner and queue are those of its birth
    // (fpm_sockets.c: fpm_sockets_get_listening_socket). Another address is a new socket, and needs no restart.
    private const ChangeApplies Reload = ChangeApplies.FpmReload;
    private const ChangeApplies Restart = ChangeApplies.FpmRestart;

    /// <summary>Those of the [global] section.</summary>
    public static IReadOnlyList<FpmDirective> Global { get; } = Number(
        isGlobal: true,
        [
            ("pid", Text, Reload, null, null),
            ("error_log", Text, Reload, null, null),
            ("syslog.ident", Text, Reload, null, null),
            ("syslog.facility", FpmDirectiveKind.SyslogFacility, Reload, null, null),
            ("log_buffering", Boolean, Reload, "7.3", null),
            ("log_level", FpmDirectiveKind.LogLevel, Reload, null, null),
            ("log_limit", Integer, Reload, "7.3", null),
            ("emergency_restart_interval", Duration, Reload, null, null),
            ("emergency_restart_threshold", Integer, Reload, null, null),
            ("process_control_timeout", Duration, Reload, null, null),
            ("process.max", Integer, Reload, null, null),
            ("process.priority", Integer, Reload, null, null),
            ("daemonize", Boolean, Reload, null, null),
            ("rlimit_files", Integer, Reload, null, null),
            ("rlimit_core", FpmDirectiveKind.CoreLimit, Reload, null, null),
            ("events.mechanism", Text, Reload, null, null),
            ("systemd_interval", Duration, Reload, null, "systemd"),
        ]);

    /// <summary>Those of pools, without those that have keys.</summary>
    public static IReadOnlyList<FpmDirective> Pool { get; } = Number(
        isGlobal: false,
        [
            ("prefix", Text, Reload, null, null),
            ("user", Text, Reload, null, null),
            ("group", Text, Reload, null, null),
            ("listen", Text, Reload, null, null),
            ("listen.backlog", Integer, Restart, null, null),
            ("listen.acl_users", Text, Restart, null, "acl"),
            ("listen.acl_groups", Text, Restart, null, "acl"),
            ("listen.owner", Text, Restart, null, null),
            ("listen.group", Text, Restart, null, null),
            ("listen.mode", Text, Restart, null, null),
            ("listen.allowed_clients", Text, Reload, null, null),
            ("process.priority", Integer, Reload, null, null),
            ("process.dumpable", Boolean, Reload, "7.2", null),
            ("pm", FpmDirectiveKind.ProcessManager, Reload, null, null),
            ("pm.max_children", Integer, Reload, null, null),
            ("pm.start_servers", Integer, Reload, null, null),
            ("pm.min_spare_servers", Integer, Reload, null, null),
            ("pm.max_spare_servers", Integer, Reload, null, null),
            ("pm.max_spawn_rate", Integer, Reload, "8.2", null),
            ("pm.process_idle_timeout", Duration, Reload, null, null),
            ("pm.max_requests", Integer, Reload, null, null),
            ("pm.status_path", Text, Reload, null, null),
            ("pm.status_listen", Text, Reload, "8.0", null),
            ("ping.path", Text, Reload, null, null),
            ("ping.response", Text, Reload, null, null),
            ("access.log", Text, Reload, null, null),
            ("access.format", Text, Reload, null, null),
            ("slowlog", Text, Reload, null, null),
            ("request_slowlog_timeout", Duration, Reload, null, null),
            ("request_slowlog_trace_depth", Integer, Reload, "7.2", null),
            ("request_terminate_timeout", Duration, Reload, null, null),
            ("request_terminate_timeout_track_finished", Boolean, Reload, "7.3", null),
            ("rlimit_files", Integer, Reload, null, null),
            ("rlimit_core", FpmDirectiveKind.CoreLimit, Reload, null, null),
            ("chroot", Text, Reload, null, null),
            ("chdir", Text, Reload, null, null),
            ("catch_workers_output", Boolean, Reload, null, null),
            ("decorate_workers_output", Boolean, Reload, "7.3", null),
            ("clear_env", Boolean, Reload, null, null),
            ("security.limit_extensions", Text, Reload, null, null),
            ("apparmor_hat", Text, Reload, null, "apparmor"),
        ]);

    /// <summary>Those of pools that take a key, as <c>env[PATH]</c>; the key of <c>access.suppress_path[]</c> is empty.</summary>
    public static IReadOnlyList<string> Keyed { get; } = ["env", "php_value", "php_admin_value", "php_flag", "php_admin_flag", SuppressPath];

    internal const string SuppressPath = "access.suppress_path";

    private static readonly FrozenDictionary<string, FpmDirective> GlobalByName = Global.ToFrozenDictionary(directive => directive.Name, StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenDictionary<string, FpmDirective> PoolByName = Pool.ToFrozenDictionary(directive => directive.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A directive by its name, in any case of letters, without a key; null when php-fpm has none of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isGlobal">True for one of the [global] section.</param>
    public static FpmDirective? Find(string name, bool isGlobal)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (isGlobal ? GlobalByName : PoolByName).GetValueOrDefault(name);
    }

    /// <summary>How a change of a directive of a pool takes effect; those with keys (<c>env[PATH]</c>) on a reload.</summary>
    /// <param name="name">The directive, with its key where it has one.</param>
    public static ChangeApplies AppliesOf(string name) => Find(name, isGlobal: false)?.Applies ?? Reload;

    private static FpmDirective[] Number(bool isGlobal, (string Name, FpmDirectiveKind Kind, ChangeApplies Applies, string? Since, string? Needs)[] rows) =>
        [.. rows.Select((row, index) => new FpmDirective(row.Name, isGlobal, row.Kind, row.Applies, row.Since, row.Needs) { Ordinal = index })];
}
