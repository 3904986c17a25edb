namespace Nginx502.Fpm;

/// <summary>The rules about URIs, logs, directories and addresses.</summary>
internal sealed partial class FpmPoolRules
{
    // php-src: sapi/fpm/fpm/fpm_php.h, FPM_PHP_INI_TO_EXPAND.
    private static readonly HashSet<string> IniPaths = new(RawText.IgnoringCase)
    {
        "error_log", "extension_dir", "mime_magic.magicfile", "sendmail_path", "session.cookie_path", "session_pgsql.sem_file_name", "soap.wsdl_cache_dir",
        "uploadprogress.file.filename_template", "xdebug.output_dir", "xdebug.profiler_output_dir", "xdebug.trace_output_dir", "xmms.path", "axis2.client_home",
        "blenc.key_file", "coin_acceptor.device",
    };

    private void ApplyStatus(FpmSection pool, List<(FpmSection Pool, FpmSection Owner)> statusPools)
    {
        string? listen = pool["pm.status_listen"];
        if (listen is not null && !pool.IsUnknown("pm.status_listen"))
        {
            pool["pm.status_path"] ??= "/";
            FpmSection status = FpmSection.Pool(pool.Name + "_status", pool.File, pool.LineNumber);
            status["listen"] = listen;
            statusPools.Add((status, pool));
        }

        CheckUri(pool, "pm.status_path", "status", mayBeShort: listen is not null);
    }

    private void ApplyPing(FpmSection pool)
    {
        if (!pool.HasText("ping.path"))
        {
            pool["ping.response"] = null;
            return;
        }

        CheckUri(pool, "ping.path", "ping", mayBeShort: false);
        if (pool["ping.response"] is { Length: 0 } && !pool.IsUnknown("ping.response"))
        {
            Refuse(pool, "PingResponseEmpty", "the ping response page '' is not long enough", "ping.response", "Leave it out for pong.");
        }

        pool["ping.response"] ??= "pong";
    }

    private void CheckUri(FpmSection pool, string directive, string name, bool mayBeShort)
    {
        if (!pool.HasText(directive) || pool.IsUnknown(directive))
        {
            return;
        }

        string path = pool[directive]!;
        if (path[0] != '/')
        {
            Refuse(pool, "UriWithoutSlash", $"the {name} path '{path}' must start with a '/'", directive, "It is the path of a URI, as /status.");
        }
        else if (path.Length < 2 && !mayBeShort)
        {
            Refuse(pool, "UriTooShort", $"the {name} path '{path}' is not long enough", directive, "It is the path of a URI, as /status.");
        }
        else if (!path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.' or '~'))
        {
            Refuse(
                pool, "UriWithWrongLetters", $"the {name} path '{path}' must contain only the following characters '[alphanum]/_-.~'", directive,
                "A query string or a pattern cannot be part of it.");
        }
    }

    private void ApplyLogs(FpmSection pool)
    {
        if (pool.HasText("access.log"))
        {
            pool["access.log"] = pool.IsUnknown("access.log") ? pool["access.log"] : OfPool(pool, pool["access.log"]!);
            pool["access.format"] ??= "%R - %u %t \"%m %r\" %s";
        }

        bool hasSlowLog = pool.HasText("slowlog");
        if (hasSlowLog && !pool.IsUnknown("slowlog"))
        {
            pool["slowlog"] = OfPool(pool, pool["slowlog"]!);
        }

        CheckSlowLog(pool, hasSlowLog);
        CheckTraceDepth(pool, hasSlowLog);
    }

    private void CheckSlowLog(FpmSection pool, bool hasSlowLog)
    {
        if (pool.Number("request_slowlog_timeout") is not { } timeout || timeout == 0)
        {
            return;
        }

        if (!hasSlowLog)
        {
            Refuse(pool, "SlowLogMissing", "'slowlog' must be specified for use with 'request_slowlog_timeout'", "request_slowlog_timeout", "Set slowlog to a file, or take request_slowlog_timeout out.");
        }
        else if (!pool.IsUnknown("slowlog") && _machine.ErrorOfAppending(RawText.Decode(pool["slowlog"]!)) is { } error and not Errno.None)
        {
            _findings.Add(pool, Severity.Error, "LogNotOpened", $"Unable to create or open slowlog({pool["slowlog"]}){FpmErrnoWords.Of(error)}", "slowlog", "Make its directory, or name another file.");
        }

        if (pool.Number("request_terminate_timeout") is { } terminate and not 0 && timeout > terminate)
        {
            Refuse(
                pool, "SlowLogAfterTermination", $"'request_slowlog_timeout' ({timeout}) can't be greater than 'request_terminate_timeout' ({terminate})",
                "request_slowlog_timeout", "A request is ended before it would be written to the slow log.");
        }
    }

    private void CheckTraceDepth(FpmSection pool, bool hasSlowLog)
    {
        if (pool.Number("request_slowlog_trace_depth") is not { } depth)
        {
            return;
        }

        if (depth == 0)
        {
            pool["request_slowlog_trace_depth"] = "20";
            return;
        }

        if (!hasSlowLog)
        {
            Refuse(pool, "SlowLogMissing", "'slowlog' must be specified for use with 'request_slowlog_trace_depth'", "request_slowlog_trace_depth", "Set slowlog to a file, or take request_slowlog_trace_depth out.");
        }

        if (depth < 0)
        {
            Refuse(pool, "TraceDepthNotPositive", $"'request_slowlog_trace_depth' ({depth}) must be a positive value", "request_slowlog_trace_depth", "Leave it out for 20.");
        }
    }

    private void ApplyDirectories(FpmSection pool)
    {
        string? root = pool["chroot"];
        bool isRootUnknown = pool.IsUnknown("chroot") || pool.IsUnknown("prefix");
        if (pool.HasText("chroot") && !isRootUnknown)
        {
            root = _paths.OfRoot(root!, pool["prefix"], out bool isMisplaced);
            pool["chroot"] = root;
            if (isMisplaced)
            {
                Refuse(pool, "PrefixMisplaced", $"the chroot path '{root}' must start with a '/'", "chroot", "$prefix can stand at the beginning only.");
            }
            else if (!root.StartsWith('/'))
            {
                Refuse(pool, "PathNotFull", $"the chroot path '{root}' must start with a '/'", "chroot", "Write the full path.");
            }
            else if (_machine.DirectoryExists(RawText.Decode(root)) == false)
            {
                Refuse(pool, "DirectoryMissing", $"the chroot path '{root}' does not exist or is not a directory", "chroot", "Make the directory, or name another one.");
            }
        }

        if (!pool.HasText("chdir") || pool.IsUnknown("chdir") || pool.IsUnknown("prefix"))
        {
            return;
        }

        string directory = OfPool(pool, pool["chdir"]!);
        pool["chdir"] = directory;
        if (!directory.StartsWith('/'))
        {
            Refuse(pool, "PathNotFull", $"the chdir path '{directory}' must start with a '/'", "chdir", "Write the full path.");
        }
        else if (root is null)
        {
            if (_machine.DirectoryExists(RawText.Decode(directory)) == false)
            {
                Refuse(pool, "DirectoryMissing", $"the chdir path '{directory}' does not exist or is not a directory", "chdir", "Make the directory, or name another one.");
            }
        }
        else if (!isRootUnknown && _machine.DirectoryExists(RawText.Decode($"{root}/{directory}")) == false)
        {
            Refuse(
                pool, "DirectoryMissing", $"the chdir path '{directory}' within the chroot path '{root}' ('{root}/{directory}') does not exist or is not a directory", "chdir",
                "It is a path within the chroot.");
        }
    }

    // Paths of php.ini that are relative get the prefix, but in a pool with a root directory of its own.
    private void ExpandIniPaths(FpmSection pool)
    {
        if (pool["chroot"] is not null || pool.IsUnknown("prefix"))
        {
            return;
        }

        foreach (FpmAssignment value in pool.PhpValues.Concat(pool.PhpAdminValues))
        {
            bool isSyslog = value.Name.StartsWith("php_admin_", StringComparison.Ordinal)
                && RawText.EqualsIgnoringCase(value.Key!, "error_log") && RawText.EqualsIgnoringCase(value.Value, "syslog");
            if (!isSyslog && !value.IsUnknown && IniPaths.Contains(value.Key!))
            {
                value.Value = OfPool(pool, value.Value);
            }
        }
    }

    private void ApplyStatusPool(FpmSection status, FpmSection owner, bool? isEdgeTriggered)
    {
        string listen = status["listen"]!;
        if (listen.Length == 0)
        {
            Refuse(owner, "ListenMissing", "no listen address have been defined!", "pm.status_listen", "Take pm.status_listen out, or set it to an address.", status.Name);
        }
        else if (FpmListenAddress.IsPath(listen))
        {
            // It has no prefix of its own.
            status["listen"] = _paths.OfPool(listen, null);
        }

        if (isEdgeTriggered == false)
        {
            FpmBrokenRule broken = FpmTuningRules.Broken(new FpmTuningNumbers("ondemand", 2, 0, 0, 0, 32, 10), isEdgeTriggered).First();
            Refuse(owner, broken.Id, broken.Message, "pm.status_listen", broken.Advice, status.Name);
        }
    }

    private void CheckAddresses(IReadOnlyList<(FpmSection Pool, FpmSection Owner)> pools)
    {
        var first = new Dictionary<string, FpmSection>(StringComparer.Ordinal);
        foreach ((FpmSection pool, FpmSection owner) in pools)
        {
            if (string.IsNullOrEmpty(pool["listen"]) || owner.IsUnknown("listen"))
            {
                continue;
            }

            if (first.TryGetValue(pool["listen"]!, out FpmSection? other))
            {
                Refuse(
                    owner, "AddressTwice", $"unable to set listen address as it's already used in another pool '{other.Name}'",
                    ReferenceEquals(pool, owner) ? "listen" : "pm.status_listen", "Each pool needs an address of its own.", pool.Name);
            }
            else
            {
                first.Add(pool["listen"]!, pool);
            }
        }
    }

    private void CheckName(FpmSection pool, string directive, bool isUser)
    {
        if (pool[directive] is not { } name || pool.IsUnknown(directive) || IsNumber(name))
        {
            return;
        }

        string text = RawText.Decode(name);
        if ((isUser ? _machine.UserExists(text) : _machine.GroupExists(text)) == false)
        {
            Refuse(
                pool, isUser ? "UserUnknown" : "GroupUnknown", $"cannot get {(isUser ? "uid for user" : "gid for group")} '{name}'", directive,
                isUser ? "Make the user, or name one that getent passwd shows." : "Make the group, or name one that getent group shows.");
        }
    }

    private void Refuse(FpmSection owner, string id, string message, string directive, string? advice, string poolName) =>
        _findings.Add(owner, Severity.Error, id, $"[pool {poolName}] {message}", directive, advice);
}
