namespace Nginx502;

/// <summary>Why visitors get a 502, or another answer that is taken for one: what a diagnosis names.</summary>
public enum Cause
{
    /// <summary>PHP-FPM is stopped or never started.</summary>
    FpmNotRunning,

    /// <summary>The master died; its socket file stayed behind.</summary>
    FpmCrashed,

    /// <summary>The master was killed; its workers live on, hold the address and block a restart.</summary>
    OrphanWorkers,

    /// <summary>php-fpm does not start: its configuration is wrong.</summary>
    FpmConfigurationInvalid,

    /// <summary>nginx -t fails: the running master has an older configuration than the files.</summary>
    NginxConfigurationInvalid,

    /// <summary>nginx points at a unix path on which no pool listens, while a pool listens on another.</summary>
    SocketPathMismatch,

    /// <summary>The same, because PHP was upgraded (php8.1-fpm.sock, php8.2-fpm.sock).</summary>
    PhpVersionPathMismatch,

    /// <summary>nginx uses TCP and the pool a unix socket, or the other way round.</summary>
    TransportMismatch,

    /// <summary>localhost is ::1 on one side and 127.0.0.1 on the other; or another port.</summary>
    AddressFamilyMismatch,

    /// <summary>nginx's worker may not use the socket (owner, group, mode or ACL).</summary>
    SocketPermissionDenied,

    /// <summary>A directory on the way may not be entered by nginx's worker.</summary>
    SocketDirectoryNotSearchable,

    /// <summary>SELinux or AppArmor refuses although the modes allow.</summary>
    SecurityModuleDenied,

    /// <summary>The path is a regular file, a directory or a dangling link.</summary>
    NotASocket,

    /// <summary>/run/php is gone (tmpfs after a boot, a cleaner).</summary>
    RuntimeDirectoryMissing,

    /// <summary>PrivateTmp, a container or a chroot: each side sees another file under that path.</summary>
    NamespaceMismatch,

    /// <summary>Another process holds the address, or two pools share one.</summary>
    ListenConflict,

    /// <summary>Something that is not FastCGI answers on the port.</summary>
    WrongServiceOnPort,

    /// <summary>proxy_pass to a FastCGI port, or fastcgi_pass to an HTTP one.</summary>
    ProtocolMismatch,

    /// <summary>All workers are busy, and others have to wait.</summary>
    PoolExhausted,

    /// <summary>The accept queue is full.</summary>
    BacklogFull,

    /// <summary>max_children times the memory of a worker is more than there is.</summary>
    MaxChildrenTooHigh,

    /// <summary>Workers wait for something slow (database, HTTP call).</summary>
    SlowBackend,

    /// <summary>request_terminate_timeout kills before nginx gives up.</summary>
    TerminateTimeoutTooShort,

    /// <summary>fastcgi_read_timeout ends before PHP does: this is a 504.</summary>
    ReadTimeoutTooShort,

    /// <summary>The visitor left (499), nothing failed.</summary>
    ClientAbort,

    /// <summary>A worker died of a signal (SIGSEGV, SIGBUS, SIGABRT).</summary>
    WorkerCrashed,

    /// <summary>The kernel or the cgroup killed a worker for memory.</summary>
    WorkerKilledByOom,

    /// <summary>php-fpm restarts itself after too many crashes.</summary>
    EmergencyRestart,

    /// <summary>A script ends the worker without an answer (exit code, fatal in an extension, die in shutdown).</summary>
    WorkerExited,

    /// <summary>The master or all workers do not answer (stopped, deadlocked, waiting for disk).</summary>
    FpmStuck,

    /// <summary>A reload or deploy ends running requests.</summary>
    ReloadKillsRequests,

    /// <summary>An idle kept-alive connection is closed as it is used.</summary>
    KeepaliveRace,

    /// <summary>The answer's header does not fit fastcgi_buffer_size.</summary>
    HeaderTooBig,

    /// <summary>The answer is not what the protocol demands (output before the header, bad Content-Length).</summary>
    InvalidResponse,

    /// <summary>listen.allowed_clients does not name nginx.</summary>
    AllowedClientsRejected,

    /// <summary>The upstream's name does not resolve, at start or at run time.</summary>
    UpstreamHostNotFound,

    /// <summary>nginx keeps an address that the name no longer has (containers).</summary>
    UpstreamAddressStale,

    /// <summary>127.0.0.1 in one container is not the other's.</summary>
    ContainerLoopback,

    /// <summary>All servers of a group are marked down.</summary>
    NoLiveUpstreams,

    /// <summary>No route, or the host is down.</summary>
    NetworkUnreachable,

    /// <summary>A firewall drops or rejects the port.</summary>
    FirewallBlocked,

    /// <summary>nginx or php-fpm is out of file descriptors.</summary>
    TooManyOpenFiles,

    /// <summary>nginx's worker_connections are used up.</summary>
    WorkerConnectionsExhausted,

    /// <summary>No local port is left for TCP upstreams.</summary>
    EphemeralPortsExhausted,

    /// <summary>No space or inodes for temporary files, logs or sessions.</summary>
    DiskFull,

    /// <summary>The evidence is in another file than looked at (error_log, catch_workers_output, rotated, old inode held open).</summary>
    LogsElsewhere,

    /// <summary>The pool files were changed, php-fpm still runs with the old ones.</summary>
    FpmNotReloaded,

    /// <summary>nginx's files were changed (and are right), the running workers still use the old ones.</summary>
    NginxNotReloaded,

    /// <summary>nginx may not write its temporary files.</summary>
    TempPathPermission,

    /// <summary>The status was said on purpose: a 502 or 500 by the configuration or the application, a 503 by the configuration.</summary>
    StatusByDesign,

    /// <summary>The error log keeps too little (level crit, /dev/null, a full disk, error_page that masks the status).</summary>
    EvidenceHidden,

    /// <summary>The pool's user or group does not exist.</summary>
    PoolUserMissing,

    /// <summary>The service was stopped, disabled or masked by somebody.</summary>
    StoppedOnPurpose,

    /// <summary>php-fpm runs and listens, but its socket file is gone from the directory.</summary>
    SocketFileDeleted,

    /// <summary>Idle kept connections hold all workers.</summary>
    KeepaliveStarvesPool,

    /// <summary>Requests of one visitor wait for each other's session file.</summary>
    SessionLockPileUp,

    /// <summary>opcache.preload fails, so php-fpm does not start or dies on reload though a plain -t passes.</summary>
    PreloadFailed,

    /// <summary>Children end with code 70 in a loop (chdir, chroot, AppArmor hat).</summary>
    WorkerStartFails,

    /// <summary>fork() fails: TasksMax, pids cgroup, process.max.</summary>
    ProcessLimitReached,

    /// <summary>The cgroup is out of its CPU quota or above memory.high.</summary>
    CpuThrottled,

    /// <summary>The 502 comes from a CDN or balancer before this nginx.</summary>
    FrontProxyAnswered,

    /// <summary>Some attempts fail, visitors still get their answer from another server or address.</summary>
    UpstreamDegraded,

    /// <summary>The failing upstream is not PHP-FPM at all (proxy_pass to an application).</summary>
    ApplicationUpstreamDown,

    /// <summary>The unit's sandbox forbids it (ProtectSystem, SystemCallFilter: signal 31, RestrictAddressFamilies, MemoryDenyWriteExecute with JIT).</summary>
    SandboxDenied,

    /// <summary>php-fpm listens on an outside address without allowed_clients: whoever reaches it runs code.</summary>
    FpmExposed,

    /// <summary>nginx itself does not run: visitors get no answer of this machine.</summary>
    NginxNotRunning,

    /// <summary>The workers of nginx are stopped: visitors connect, and no answer comes.</summary>
    NginxStuck,

    /// <summary>nginx and an upstream that it asks over TLS do not agree on it.</summary>
    UpstreamTlsFailed,

    /// <summary>An answer stopped in the middle: a 200 that is cut, and no 502.</summary>
    ResponseCut,

    /// <summary>php-fpm has no such script: a 404, and no 502.</summary>
    ScriptNotFound,

    /// <summary>open_basedir forbids PHP the scripts of the site: a 404 of php-fpm, or a 500, and no 502.</summary>
    OpenBasedirDenied,

    /// <summary>A script ended with a fatal error of PHP: a 500 of the application, and no 502.</summary>
    PhpFatalError,

    /// <summary>There were errors, they are over.</summary>
    AllHealthyNow,

    /// <summary>The evidence does not decide.</summary>
    Unknown,
}
