namespace Nginx502.Fpm;

/// <summary>
/// What php-fpm does with each pool when all is read, in its order (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_process_all_pools). Of the errors of a
/// pool it names the first; this names all.
/// </summary>
internal sealed partial class FpmPoolRules
{
    /// <summary>The nice value that stands for none.</summary>
    public const int UnsetPriority = 64;

    private readonly FpmReadOptions _options;
    private readonly IFpmMachine _machine;
    private readonly FpmPaths _paths;
    private readonly FpmFindings _findings;
    private readonly PhpVersionNumber? _version;
    private readonly string _defaultBacklog;

    /// <summary>The rules.</summary>
    /// <param name="options">What is known beside the files.</param>
    /// <param name="machine">Answers for the machine.</param>
    /// <param name="paths">Makes paths full.</param>
    /// <param name="findings">Takes what is to be said.</param>
    public FpmPoolRules(FpmReadOptions options, IFpmMachine machine, FpmPaths paths, FpmFindings findings)
    {
        _options = options;
        _machine = machine;
        _paths = paths;
        _findings = findings;
        _version = PhpVersionNumber.Parse(options.PhpVersion);

        // Since PHP 8.2 Linux is asked for the longest queue that it gives (NEWS of 8.2.0).
        _defaultBacklog = _version is { } version && !version.IsAtLeast(8, 2) ? "511" : "-1";
    }

    /// <summary>Puts in what is built in, makes paths full, and checks.</summary>
    /// <param name="pools">The pools.</param>
    /// <param name="isEdgeTriggered">Whether the event mechanism is; null when it is not known.</param>
    public void Apply(IReadOnlyList<FpmSection> pools, bool? isEdgeTriggered)
    {
        var statusPools = new List<(FpmSection Pool, FpmSection Owner)>();
        foreach (FpmSection pool in pools)
        {
            SetDefaults(pool);
            ApplyPrefix(pool);
            CheckUser(pool);
            ApplyListen(pool);
            CheckPriority(pool);
            ApplyProcessManager(pool, isEdgeTriggered);
            ApplyStatus(pool, statusPools);
            ApplyPing(pool);
            ApplyLogs(pool);
            ApplyDirectories(pool);
            pool["security.limit_extensions"] ??= ".php .phar";
            ExpandIniPaths(pool);
        }

        // The pools that pm.status_listen makes stand behind all others.
        foreach ((FpmSection status, FpmSection owner) in statusPools)
        {
            ApplyStatusPool(status, owner, isEdgeTriggered);
        }

        CheckAddresses([.. pools.Select(pool => (pool, pool)), .. statusPools]);
    }

    /// <summary>The checks that php-fpm makes behind those of all pools: the access logs, their formats, and, in a test, the users.</summary>
    public void CheckLast(IReadOnlyList<FpmSection> pools)
    {
        foreach (FpmSection pool in pools)
        {
            // An empty name is opened too, and fails.
            if (pool["access.log"] is { } log && !pool.IsUnknown("access.log")
                && (log.Length == 0 ? Errno.ENOENT : _machine.ErrorOfAppending(RawText.Decode(log))) is { } error and not Errno.None)
            {
                _findings.Add(
                    pool, Severity.Error, "LogNotOpened", $"failed to open access log ({log}){FpmErrnoWords.Of(error)}", "access.log",
                    log.Length == 0 ? "Take the line out when there is to be no access log." : "Make its directory, or name another file.");
            }
        }

        foreach (FpmSection pool in pools)
        {
            if (pool.HasText("access.log") && pool["access.format"] is { } format && !pool.IsUnknown("access.format") && FpmAccessFormat.Problem(format) is { } problem)
            {
                _findings.Add(pool, Severity.Error, "AccessFormatWrong", $"[pool {pool.Name}] wrong format for access.format '{format}'", "access.format", $"php-fpm says: {problem}.");
            }
        }

        foreach (FpmSection pool in pools)
        {
            CheckName(pool, "user", isUser: true);
            CheckName(pool, "group", isUser: false);
            CheckName(pool, "listen.owner", isUser: true);
            CheckName(pool, "listen.group", isUser: false);
        }
    }

    /// <summary>True when a name is a number to php-fpm, and not looked up (fpm_unix_is_id).</summary>
    public static bool IsNumber(string name) => name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private void SetDefaults(FpmSection pool)
    {
        pool["listen.backlog"] ??= _defaultBacklog;
        pool["process.dumpable"] ??= "no";
        pool["pm.max_children"] ??= "0";
        pool["pm.start_servers"] ??= "0";
        pool["pm.min_spare_servers"] ??= "0";
        pool["pm.max_spare_servers"] ??= "0";
        pool["pm.max_spawn_rate"] ??= "32";
        pool["pm.process_idle_timeout"] ??= "10";
        pool["pm.max_requests"] ??= "0";
        pool["request_slowlog_timeout"] ??= "0";
        pool["request_slowlog_trace_depth"] ??= "0";
        pool["request_terminate_timeout"] ??= "0";
        pool["request_terminate_timeout_track_finished"] ??= "no";
        pool["rlimit_files"] ??= "0";
        pool["rlimit_core"] ??= "0";
        pool["catch_workers_output"] ??= "no";
        pool["decorate_workers_output"] ??= "yes";
        pool["clear_env"] ??= "yes";
    }

    private void ApplyPrefix(FpmSection pool)
    {
        if (!pool.HasText("prefix") || pool.IsUnknown("prefix"))
        {
            return;
        }

        string prefix = _paths.Of(pool["prefix"]!);
        pool["prefix"] = prefix;
        if (_machine.DirectoryExists(RawText.Decode(prefix)) == false)
        {
            Refuse(pool, "PrefixMissing", $"the prefix '{prefix}' does not exist or is not a directory", "prefix", "Make the directory, or name another one.");
        }
    }

    private void CheckUser(FpmSection pool)
    {
        if (pool["user"] is null && _options.RunsAsRoot && !_options.AllowsRoot)
        {
            Refuse(pool, "UserMissing", "user has not been defined", "user", "Set user, to the one that owns the site or the distribution's web user.");
        }
    }

    private void ApplyListen(FpmSection pool)
    {
        if (!pool.HasText("listen"))
        {
            Refuse(pool, "ListenMissing", "no listen address have been defined!", "listen", "Set listen to a path, host:port or a port.");
            return;
        }

        string listen = pool["listen"]!;
        if (!pool.IsUnknown("listen") && FpmListenAddress.IsPath(listen))
        {
            pool["listen"] = OfPool(pool, listen);
        }
    }

    private void CheckPriority(FpmSection pool)
    {
        int? priority = pool.Number("process.priority");
        if (!FpmGlobalRules.IsPriority(priority))
        {
            Refuse(pool, "PriorityOutside", "process.priority must be included into [-19,20]", "process.priority", null);
        }

        if (priority == UnsetPriority)
        {
            pool["process.priority"] = null;
        }
    }

    private void ApplyProcessManager(FpmSection pool, bool? isEdgeTriggered)
    {
        FpmTuningNumbers numbers = FpmTuningNumbers.Of(pool);
        foreach (FpmBrokenRule broken in FpmTuningRules.Broken(numbers, isEdgeTriggered))
        {
            // Said where the likeliest of them stands that stands anywhere.
            string place = broken.Directives.FirstOrDefault(directive => pool.Find(directive) is not null) ?? broken.Directives[0];
            Refuse(pool, broken.Id, broken.Message, place, broken.Advice);
        }

        if (numbers is { Manager: "dynamic", StartServers: <= 0, MinSpareServers: { } min, MaxSpareServers: { } max })
        {
            pool["pm.start_servers"] = Text(min + ((max - min) / 2));
        }
        else if (numbers.Manager == "ondemand")
        {
            pool["pm.start_servers"] = "0";
            pool["pm.min_spare_servers"] = "0";
            pool["pm.max_spare_servers"] = "0";
            RaiseBacklog(pool);
        }
    }

    private void RaiseBacklog(FpmSection pool)
    {
        if (pool.Number("listen.backlog") is { } backlog && backlog < CNumber.Atoi(_defaultBacklog))
        {
            _findings.Add(
                pool, Severity.Warning, "BacklogRaised",
                $"[pool {pool.Name}] listen.backlog({backlog}) was too low for the ondemand process manager. I updated it for you to {_defaultBacklog}.",
                "listen.backlog", "Leave it out.");
            pool["listen.backlog"] = _defaultBacklog;
        }
    }

    private string OfPool(FpmSection pool, string path) => pool.IsUnknown("prefix") ? path : _paths.OfPool(path, pool["prefix"]);

    private void Refuse(FpmSection pool, string id, string message, string directive, string? advice) =>
        _findings.Add(pool, Severity.Error, id, $"[pool {pool.Name}] {message}", directive, advice);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
