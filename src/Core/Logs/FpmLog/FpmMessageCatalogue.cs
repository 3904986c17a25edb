using static Nginx502.FpmLogEvent;
using static Nginx502.Logs.FpmMessageValue;

namespace Nginx502.Logs;

/// <summary>
/// The messages of php-fpm, without <c>[pool NAME] </c> before and the error number behind them (php-src: sapi/fpm/fpm
/// and main/fastcgi.c, of PHP 8.2.36 and newer ones).
/// </summary>
internal static class FpmMessageCatalogue
{
    /// <summary>All messages, ready to be matched.</summary>
    public static TemplateCatalogue<FpmMessage> Instance { get; } = new(Messages(), TemplateEnd.AnythingFollows);

    private static IEnumerable<(string Template, FpmMessage Message)> Messages() =>
    [
        // Limits of pools: fpm_process_ctl.c, fpm_children.c, fpm_scoreboard.c, fpm_shm.c.
        Of("server reached pm.max_children setting (%d), consider raising it", MaxChildrenReached, Limit),
        Of("server reached max_children setting (%d), consider raising it", MaxChildrenReached, Limit),
        Of("seems busy (you may need to increase pm.start_servers, or pm.min/max_spare_servers), spawning %d children, there are %d idle, and %d total children", PoolSeemsBusy),
        Of("The maximum number of processes has been reached. Please review your configuration and consider raising 'process.max'", ProcessMaxReached),
        Of("fork() failed", ForkFailed),
        Of("no free scoreboard slot", InternalError),
        Of("unable to malloc new child", OutOfMemory),
        Of("unable to allocate %zu bytes in shared memory: %s", OutOfMemory, Unused, ErrorText),

        // The life of workers: fpm_children.c.
        Of("child %d started", ChildStarted, ProcessId),
        Of("child %d exited on signal %d (%s) after %ld.%06d seconds from start", ChildExitedOnSignal, ProcessId, Signal, SignalName, Seconds, Microseconds),
        Of("child %d exited with code %d after %ld.%06d seconds from start", ChildExited, ProcessId, ExitCode, Seconds, Microseconds),
        Of("child %d has been killed by the process management after %ld.%06d seconds from start", ChildRetired, ProcessId, Seconds, Microseconds),
        Of("child failed to initialize", ChildInitializationFailed),
        Of("unknown child (%d) exited on signal %d (%s) - ", UnknownChildExited, ProcessId, Signal, SignalName),
        Of("unknown child (%d) exited with code %d - ", UnknownChildExited, ProcessId, ExitCode),
        Of("unknown child (%d) exited", UnknownChildExited, ProcessId),
        Of("failed processes threshold (%d in %d sec) is reached, initiating reload", EmergencyRestart, Limit),

        // Requests that take long: fpm_request.c, fpm_php_trace.c, fpm_trace_ptrace.c.
        Of("child %d, script '%s' (request: \"%s\") executing too slow (%d.%06d sec), logging", SlowRequest, ProcessId, Script, Request, Seconds, Microseconds),
        Of("child %d, script '%s' (request: \"%s\") execution timed out (%d.%06d sec), terminating", ExecutionTimedOut, ProcessId, Script, Request, Seconds, Microseconds),
        Of("failed to acquire scoreboard", InternalError),
        Of("failed to acquire proc scoreboard", InternalError),
        Of("child %d stopped for tracing", SlowLogTrace, ProcessId),
        Of("about to trace %d", SlowLogTrace, ProcessId),
        Of("finished trace of %d", SlowLogTrace, ProcessId),
        Of("unable to open slowlog (%s)", SlowLogUnavailable),
        Of("failed to ptrace(ATTACH) child %d", SlowLogUnavailable, ProcessId),
        Of("failed to ptrace(PEEKDATA) pid %d", SlowLogUnavailable, ProcessId),
        Of("failed to ptrace(DETACH) child %d", SlowLogUnavailable, ProcessId),

        // Sockets: fpm_sockets.c, fpm_unix.c.
        Of("unable to bind listening socket for address '%s'", SocketBindFailed),
        Of("failed to listen to address '%s'", SocketBindFailed),
        Of("failed to create new listening socket: socket()", SocketBindFailed),
        Of("invalid port value '%s'", SocketBindFailed),
        Of("Failed implicitly binding to ::, retrying with 0.0.0.0", ConfigurationAdjusted),
        Of("getaddrinfo: %s", SocketAddressUnresolved, ErrorText),
        Of("Found multiple addresses for %s, %s ignored", SocketAddressUnresolved),
        Of("Another FPM instance seems to already listen on %s", AnotherInstanceRunning),
        Of("using inherited socket fd=%d, \"%s\"", SocketInherited),
        Of("cannot bind to UNIX socket '%s' as path is too long (found length: %zu, maximal length: %zu)", SocketPathTooLong),
        Of("failed to retrieve TCP_INFO for socket", InternalError),
        Of("failed to chown() the socket '%s'", SocketPermissionFailed),
        Of("failed to write the ACL of the socket '%s'", SocketPermissionFailed),
        Of("ACL set, listen.owner = '%s' is ignored", ConfigurationAdjusted),
        Of("ACL set, listen.group = '%s' is ignored", ConfigurationAdjusted),
        Of("cannot get uid for user '%s'", ConfigurationInvalid),
        Of("cannot get gid for group '%s'", ConfigurationInvalid),

        // Clients and scripts: main/fastcgi.c, fpm_main.c, fpm_php.c.
        Of("Connection disallowed: IP address '%s' has been dropped.", ClientNotAllowed),
        Of("Wrong IP address '%s' in listen.allowed_clients", AllowedClientsInvalid),
        Of("There are no allowed addresses", AllowedClientsInvalid),
        Of("Primary script unknown", ScriptUnavailable),
        Of("Access to the script '%s' has been denied (see security.limit_extensions)", ScriptUnavailable, Script),
        Of("Unable to open primary script: %s (%s)", ScriptUnavailable, Script, ErrorText),
        Of("PHP message: %s", PhpMessage, Output),

        // What workers write: fpm_stdio.c.
        Of("child %d said into stderr: %s", WorkerOutput, ProcessId, Output),
        Of("child %d said into stdout: %s", WorkerOutput, ProcessId, Output),
        Of("unable to read what child %d said into %s", InternalError, ProcessId),

        // The life of the master: fpm.c, fpm_events.c, fpm_process_ctl.c, fpm_systemd.c, fpm_unix.c.
        Of("fpm is running, pid %d", Starting, ProcessId),
        Of("systemd monitor interval set to %dms", Starting),
        Of("ready to handle connections", Ready),
        Of("FPM initialization failed", StartFailed),
        Of("the master process didn't send back its status (via the pipe to the calling process)", StartFailed),
        Of("Unable to create the PID file (%s).", StartFailed),
        Of("Terminating ...", Stopping),
        Of("Finishing ...", Stopping),
        Of("exiting, bye-bye!", Stopped),
        Of("Reloading in progress ...", Reloading),
        Of("reloading: execvp(", Reloading),
        Of("concurrent reloads may be unstable", Reloading),
        Of("Could die in the case of too early reload signal", Reloading),
        Of("failed to reload: execvp() failed", ReloadFailed),
        Of("error log file re-opened", LogReopened),
        Of("access log file re-opened", LogReopened),
        Of("unable to re-opened error log file", LogUnavailable),
        Of("unable to re-opened access log file", LogUnavailable),
        Of("failed to open error_log (%s)", LogUnavailable),
        Of("failed to open access log (%s)", LogUnavailable),
        Of("Unable to create or open slowlog(%s)", LogUnavailable),
        Of("failed to set rlimit_files for this pool. Please check your system limits or decrease rlimit_files. setrlimit(RLIMIT_NOFILE, %d)", DescriptorLimitFailed),

        // A worker's own set-up: fpm_unix.c, fpm_php.c, fpm_log.c.
        Of("failed to setuid(%d)", ChildInitializationFailed),
        Of("failed to setgid(%d)", ChildInitializationFailed),
        Of("failed to initgroups(%s, %d)", ChildInitializationFailed),
        Of("failed to chroot(%s)", ChildInitializationFailed),
        Of("failed to chdir(%s)", ChildInitializationFailed),
        Of("Unable to set php_admin_value '%s'", ConfigurationInvalid),
        Of("Unable to set php_value '%s'", ConfigurationInvalid),
        Of("the log buffer is full (%d). The access log request has been truncated.", AccessLogTruncated),
        Of("Invalid token in the access.format (%%%c)", ConfigurationInvalid),
        Of("'user' directive is ignored when FPM is not running as root", ConfigurationAdjusted),
        Of("'group' directive is ignored when FPM is not running as root", ConfigurationAdjusted),
        Of("'chroot' directive is ignored when FPM is not running as root", ConfigurationAdjusted),
        Of("'process.priority' directive is ignored when FPM is not running as root", ConfigurationAdjusted),

        // The configuration: fpm_conf.c, fpm_unix.c, fpm_events.c.
        Of("please specify user and group other than root", ConfigurationInvalid),
        Of("No pool defined. at least one pool section must be specified in config file", ConfigurationInvalid),
        Of("the prefix '%s' does not exist or is not a directory", ConfigurationInvalid),
        Of("user has not been defined", ConfigurationInvalid),
        Of("no listen address have been defined!", ConfigurationInvalid),
        Of("process.priority must be included into [-19,20]", ConfigurationInvalid),
        Of("the process manager is missing (static, dynamic or ondemand)", ConfigurationInvalid),
        Of("pm.max_children must be a positive value", ConfigurationInvalid),
        Of("pm.min_spare_servers(%d) must be a positive value", ConfigurationInvalid),
        Of("pm.max_spare_servers(%d) must be a positive value", ConfigurationInvalid),
        Of("pm.min_spare_servers(%d) and pm.max_spare_servers(%d) cannot be greater than pm.max_children(%d)", ConfigurationInvalid),
        Of("pm.max_spare_servers(%d) must not be less than pm.min_spare_servers(%d)", ConfigurationInvalid),
        Of("pm.start_servers is not set. It's been set to %d.", ConfigurationAdjusted),
        Of("pm.start_servers(%d) must not be less than pm.min_spare_servers(%d) and not greater than pm.max_spare_servers(%d)", ConfigurationInvalid),
        Of("pm.max_spawn_rate must be a positive value", ConfigurationInvalid),
        Of("ondemand process manager can ONLY be used when events.mechanism is either epoll (Linux) or kqueue (*BSD).", ConfigurationInvalid),
        Of("pm.process_idle_timeout(%ds) must be greater than 0s", ConfigurationInvalid),
        Of("listen.backlog(%d) was too low for the ondemand process manager. I updated it for you to %d.", ConfigurationAdjusted),
        Of("the status path '%s' ", ConfigurationInvalid),
        Of("the ping path '%s' ", ConfigurationInvalid),
        Of("'slowlog' must be specified for use with 'request_slowlog_timeout'", ConfigurationInvalid),
        Of("'slowlog' must be specified for use with 'request_slowlog_trace_depth'", ConfigurationInvalid),
        Of("'request_slowlog_timeout' (%d) can't be greater than 'request_terminate_timeout' (%d)", ConfigurationInvalid),
        Of("'request_slowlog_trace_depth' (%d) must be a positive value", ConfigurationInvalid),
        Of("the chroot path '%s' does not exist or is not a directory", ConfigurationInvalid),
        Of("the chdir path '%s' ", ConfigurationInvalid),
        Of("unable to set listen address as it's already used in another pool '%s'", ConfigurationInvalid),
        Of("wrong format for access.format '%s'", ConfigurationInvalid),
        Of("failed to post process the configuration", ConfigurationInvalid),
        Of("failed to load configuration file '%s'", ConfigurationInvalid, ConfigurationPath),
        Of("failed to open configuration file '%s'", ConfigurationInvalid, ConfigurationPath),
        Of("[%s:%d] %s", ConfigurationInvalid, ConfigurationPath, ConfigurationLine),
        Of("Nothing matches the include pattern '%s' from %s at line %d.", ConfigurationInvalid, Unused, ConfigurationPath, ConfigurationLine),
        Of("Unable to globalize '%s' (ret=%zd) from %s at line %d.", ConfigurationInvalid, Unused, Unused, ConfigurationPath, ConfigurationLine),
        Of("Unable to include %s from %s at line %d", ConfigurationInvalid, Unused, ConfigurationPath, ConfigurationLine),
        Of("failed to include more than 5 files recursively", ConfigurationInvalid),
        Of("log_limit must be greater than %d", ConfigurationInvalid),
        Of("process_max can't be negative", ConfigurationInvalid),
        Of("event mechanism '%s' is not available on this system", ConfigurationInvalid),
        Of("configuration file %s test is successful", ConfigurationTestPassed, ConfigurationPath),
    ];

    private static (string Template, FpmMessage Message) Of(string template, FpmLogEvent what, params FpmMessageValue[] values) =>
        (template, new FpmMessage(what, values));
}
