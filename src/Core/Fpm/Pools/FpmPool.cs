using System.Globalization;
using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// One pool of php-fpm with every directive as its files have it: set in a file, or built in (php-src: sapi/fpm/fpm/fpm_conf.c;
/// the values are those that <c>php-fpm -tt</c> prints). A pool is told from others by <see cref="Pool"/> and
/// <see cref="ConfigurationPath"/>: two PHP versions both have a <c>www</c>. All texts are safe to show.
/// </summary>
public sealed class FpmPool
{
    private Dictionary<string, FpmSetting>? _byName;

    [JsonConstructor]
    internal FpmPool()
    {
    }

    /// <summary>The name of the pool, as in <c>[www]</c>.</summary>
    [JsonInclude]
    public string Pool { get; internal init; } = string.Empty;

    /// <summary>The file in which its section begins.</summary>
    [JsonInclude]
    public string ConfigurationPath { get; internal init; } = string.Empty;

    /// <summary>The line of its first section header there, from 1.</summary>
    [JsonInclude]
    public int LineNumber { get; internal init; }

    /// <summary>The main file of the php-fpm that it belongs to.</summary>
    [JsonInclude]
    public string MasterConfigurationPath { get; internal init; } = string.Empty;

    /// <summary>The version of PHP, <c>8.2</c> or <c>8.2.36</c> as far as it is known; null when it is not.</summary>
    [JsonInclude]
    public string? PhpVersion { get; internal init; }

    /// <summary>The process number of the running master that it belongs to; null when none runs with this configuration.</summary>
    [JsonInclude]
    public int? ProcessId { get; internal init; }

    /// <summary>The directory that stands for <c>/</c> where it is of a copy of a server, as -RootPath named it; null where it is of this machine.</summary>
    [JsonInclude]
    public string? RootPath { get; internal init; }

    /// <summary>
    /// Every directive of a pool in php-fpm's own order, then what has keys (env, php_value, php_admin_value). Of several lines with the same key the
    /// one that counts, which is the first; <c>access.suppress_path[]</c> is there as often as it is set.
    /// </summary>
    [JsonInclude]
    public FpmSetting[] Settings { get; internal init; } = [];

    /// <summary>The directives of the [global] section that it belongs to.</summary>
    [JsonInclude]
    public FpmSetting[] GlobalSettings { get; internal init; } = [];

    /// <summary>What is to be said about lines of this pool.</summary>
    [JsonInclude]
    public ConfigurationDiagnostic[] Diagnostics { get; internal init; } = [];

    /// <summary>True when a running master has loaded, or would load, this configuration.</summary>
    [JsonIgnore]
    public bool IsRunning => ProcessId is not null;

    /// <summary>Where nginx on this machine reaches it: loopback when it listens on every address. Null when <see cref="Listen"/> is missing or no address.</summary>
    [JsonIgnore]
    public FpmEndpoint? Endpoint => ListenAddress?.ToEndpoint();

    /// <summary>Where it listens, taken apart; null when <see cref="Listen"/> is missing.</summary>
    [JsonIgnore]
    public FpmListenAddress? ListenAddress => string.IsNullOrEmpty(Listen) ? null : FpmListenAddress.Parse(Listen);

    /// <summary>True when other machines may reach it on every address that this one has.</summary>
    [JsonIgnore]
    public bool ListensOnAllAddresses => ListenAddress is { IsEveryAddress: true };

    /// <summary><c>listen</c>: Where it listens, as php-fpm resolves it: a path, <c>host:port</c> or a port.</summary>
    [JsonIgnore]
    public string? Listen => Text("listen");

    /// <summary><c>listen.backlog</c>: The length of the accept queue that is asked for; the kernel takes at most net.core.somaxconn. A negative one asks for that.</summary>
    [JsonIgnore]
    public int ListenBacklog => Integer("listen.backlog");

    /// <summary><c>listen.owner</c>: The owner of the unix socket.</summary>
    [JsonIgnore]
    public string? ListenOwner => Text("listen.owner");

    /// <summary><c>listen.group</c>: The group of the unix socket.</summary>
    [JsonIgnore]
    public string? ListenGroup => Text("listen.group");

    /// <summary><c>listen.mode</c>: The mode of the unix socket, octal; 0660 when it is not set.</summary>
    [JsonIgnore]
    public string? ListenMode => Text("listen.mode");

    /// <summary><c>listen.acl_users</c>: Users that an access list lets connect; listen.owner and listen.group are ignored where it is set.</summary>
    [JsonIgnore]
    public string[] ListenAclUsers => List("listen.acl_users", ',');

    /// <summary><c>listen.acl_groups</c>: Groups that an access list lets connect; listen.owner and listen.group are ignored where it is set.</summary>
    [JsonIgnore]
    public string[] ListenAclGroups => List("listen.acl_groups", ',');

    /// <summary><c>listen.allowed_clients</c>: The addresses that may connect over TCP; empty lets everybody.</summary>
    [JsonIgnore]
    public string[] ListenAllowedClients => List("listen.allowed_clients", ',');

    /// <summary><c>user</c>: The user of its workers.</summary>
    [JsonIgnore]
    public string? User => Text("user");

    /// <summary><c>group</c>: The group of its workers.</summary>
    [JsonIgnore]
    public string? Group => Text("group");

    /// <summary><c>pm</c>: How it decides how many workers it has.</summary>
    [JsonIgnore]
    public FpmProcessManager ProcessManager => ManagerOf(Text("pm"));

    /// <summary><c>pm.max_children</c>: The most workers it has: how many requests it serves at once.</summary>
    [JsonIgnore]
    public int MaxChildren => Integer("pm.max_children");

    /// <summary><c>pm.start_servers</c>: Workers at the start, for pm = dynamic.</summary>
    [JsonIgnore]
    public int StartServers => Integer("pm.start_servers");

    /// <summary><c>pm.min_spare_servers</c>: The least idle workers, for pm = dynamic.</summary>
    [JsonIgnore]
    public int MinSpareServers => Integer("pm.min_spare_servers");

    /// <summary><c>pm.max_spare_servers</c>: The most idle workers, for pm = dynamic.</summary>
    [JsonIgnore]
    public int MaxSpareServers => Integer("pm.max_spare_servers");

    /// <summary><c>pm.max_spawn_rate</c>: The most workers started at once, for pm = dynamic; since PHP 8.2.</summary>
    [JsonIgnore]
    public int MaxSpawnRate => Integer("pm.max_spawn_rate");

    /// <summary><c>pm.process_idle_timeout</c>: When an idle worker ends, for pm = ondemand.</summary>
    [JsonIgnore]
    public TimeSpan ProcessIdleTimeout => Duration("pm.process_idle_timeout");

    /// <summary><c>pm.max_requests</c>: Requests after which a worker is replaced; 0 for never.</summary>
    [JsonIgnore]
    public int MaxRequests => Integer("pm.max_requests");

    /// <summary><c>pm.status_path</c>: The URI of the status page.</summary>
    [JsonIgnore]
    public string? StatusPath => Text("pm.status_path");

    /// <summary><c>pm.status_listen</c>: Where the status page is answered when the pool is full.</summary>
    [JsonIgnore]
    public string? StatusListen => Text("pm.status_listen");

    /// <summary><c>ping.path</c>: The URI of the ping page.</summary>
    [JsonIgnore]
    public string? PingPath => Text("ping.path");

    /// <summary><c>ping.response</c>: What the ping page answers.</summary>
    [JsonIgnore]
    public string? PingResponse => Text("ping.response");

    /// <summary><c>access.log</c>: The access log.</summary>
    [JsonIgnore]
    public string? AccessLog => Text("access.log");

    /// <summary><c>access.format</c>: The format of the access log.</summary>
    [JsonIgnore]
    public string? AccessFormat => Text("access.format");

    /// <summary><c>slowlog</c>: The slow log.</summary>
    [JsonIgnore]
    public string? SlowLog => Text("slowlog");

    /// <summary><c>request_slowlog_timeout</c>: After which time a request is written to the slow log; 0 for never.</summary>
    [JsonIgnore]
    public TimeSpan RequestSlowlogTimeout => Duration("request_slowlog_timeout");

    /// <summary><c>request_slowlog_trace_depth</c>: How many calls of a slow request are written.</summary>
    [JsonIgnore]
    public int RequestSlowlogTraceDepth => Integer("request_slowlog_trace_depth");

    /// <summary><c>request_terminate_timeout</c>: After which time a request is ended; 0 for never. It is looked at in thirds of the time.</summary>
    [JsonIgnore]
    public TimeSpan RequestTerminateTimeout => Duration("request_terminate_timeout");

    /// <summary><c>request_terminate_timeout_track_finished</c>: Whether that time goes on after fastcgi_finish_request().</summary>
    [JsonIgnore]
    public bool RequestTerminateTimeoutTrackFinished => Flag("request_terminate_timeout_track_finished");

    /// <summary><c>rlimit_files</c>: Open files of a worker; 0 for the inherited limit.</summary>
    [JsonIgnore]
    public int RlimitFiles => Integer("rlimit_files");

    /// <summary><c>rlimit_core</c>: The size of a core file in bytes; -1 for unlimited.</summary>
    [JsonIgnore]
    public int RlimitCore => Integer("rlimit_core");

    /// <summary><c>chroot</c>: The root directory of its workers.</summary>
    [JsonIgnore]
    public string? Chroot => Text("chroot");

    /// <summary><c>chdir</c>: The directory that its workers start in.</summary>
    [JsonIgnore]
    public string? Chdir => Text("chdir");

    /// <summary><c>catch_workers_output</c>: Whether what workers print reaches php-fpm's log.</summary>
    [JsonIgnore]
    public bool CatchWorkersOutput => Flag("catch_workers_output");

    /// <summary><c>decorate_workers_output</c>: Whether that is put into a frame with the pool and the worker.</summary>
    [JsonIgnore]
    public bool DecorateWorkersOutput => Flag("decorate_workers_output");

    /// <summary><c>clear_env</c>: Whether workers begin with an empty environment.</summary>
    [JsonIgnore]
    public bool ClearEnv => Flag("clear_env");

    /// <summary><c>security.limit_extensions</c>: The endings of files that are run; others are answered with 403.</summary>
    [JsonIgnore]
    public string[] LimitExtensions => List("security.limit_extensions", ' ');

    /// <summary><c>process.priority</c>: The nice value of its workers; null when it is inherited.</summary>
    [JsonIgnore]
    public int? ProcessPriority => OptionalInteger("process.priority");

    /// <summary><c>process.dumpable</c>: Whether workers may be traced and dumped though they changed their user.</summary>
    [JsonIgnore]
    public bool ProcessDumpable => Flag("process.dumpable");

    /// <summary><c>prefix</c>: What its relative paths are relative to.</summary>
    [JsonIgnore]
    public string? Prefix => Text("prefix");

    /// <summary><c>process_control_timeout</c> of the master: how long a reload waits for running requests; 0 ends them with a 502.</summary>
    [JsonIgnore]
    public TimeSpan ProcessControlTimeout => DurationOf(GlobalSettings.FirstOrDefault(setting => setting.Name == "process_control_timeout")?.Value);

    /// <summary>A directive by its name, <c>pm.max_children</c> or <c>php_admin_value[memory_limit]</c>; null when php-fpm has none of that name, or no line sets it and it has a key.</summary>
    public FpmSetting? GetSetting(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _byName ??= Settings.GroupBy(setting => KeyOf(setting.Name), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return _byName.GetValueOrDefault(KeyOf(name));
    }

    /// <summary>
    /// What a pool sets of php.ini, an administrator's value before another (php-src: sapi/fpm/fpm/fpm_php.c); null where it sets neither, or to nothing.
    /// php.ini itself and what nginx hands over are not looked at.
    /// </summary>
    /// <param name="name">The setting, as <c>max_execution_time</c>.</param>
    public FpmSetting? GetPhpSetting(string name) =>
        new[] { "php_admin_value", "php_value" }.Select(kind => GetSetting($"{kind}[{name}]")).FirstOrDefault(setting => setting?.Value is { Length: > 0 });

    /// <summary>The name of the pool and where it listens.</summary>
    public override string ToString() => $"{Pool} ({Listen ?? "no listen"})";

    // php-fpm ignores the case of directives; keys are variables and names of php.ini, where it counts.
    private static string KeyOf(string name) => name.Contains('[', StringComparison.Ordinal) ? name : name.ToLowerInvariant();

    private string? Text(string name) => GetSetting(name)?.Value;

    private int Integer(string name) => OptionalInteger(name) ?? 0;

    private int? OptionalInteger(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    private bool Flag(string name) => Text(name) == "yes";

    private TimeSpan Duration(string name) => DurationOf(Text(name));

    private string[] List(string name, char separator) =>
        (Text(name) ?? string.Empty).Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // As php-fpm -tt prints times: whole seconds, with or without an s.
    private static TimeSpan DurationOf(string? text) =>
        int.TryParse(text?.TrimEnd('s'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    private static FpmProcessManager ManagerOf(string? text) => text switch
    {
        "static" => FpmProcessManager.Static,
        "dynamic" => FpmProcessManager.Dynamic,
        "ondemand" => FpmProcessManager.OnDemand,
        _ => FpmProcessManager.None,
    };
}
