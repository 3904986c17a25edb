using System.Collections.Frozen;

namespace Nginx502;

/// <summary>What is known of each cause beforehand.</summary>
public static class CauseCatalogue
{
    private static readonly FrozenDictionary<Cause, string> Titles = new Dictionary<Cause, string>
    {
        [Cause.FpmNotRunning] = "PHP-FPM does not run",
        [Cause.FpmCrashed] = "PHP-FPM died and left its socket behind",
        [Cause.OrphanWorkers] = "PHP-FPM's master was killed, and its workers hold the address",
        [Cause.FpmConfigurationInvalid] = "PHP-FPM does not start, because its configuration is wrong",
        [Cause.NginxConfigurationInvalid] = "nginx cannot load its changed configuration and keeps the old one",
        [Cause.SocketPathMismatch] = "nginx looks for PHP-FPM at another path than it listens on",
        [Cause.PhpVersionPathMismatch] = "nginx points to the socket of another PHP version than the one that runs",
        [Cause.TransportMismatch] = "nginx uses TCP where PHP-FPM has a unix socket, or the other way round",
        [Cause.AddressFamilyMismatch] = "nginx uses another address or port than PHP-FPM listens on",
        [Cause.SocketPermissionDenied] = "nginx may not use PHP-FPM's socket",
        [Cause.SocketDirectoryNotSearchable] = "nginx may not enter a directory on the way to PHP-FPM's socket",
        [Cause.SecurityModuleDenied] = "SELinux or AppArmor keeps nginx from PHP-FPM",
        [Cause.NotASocket] = "What lies at the path of PHP-FPM's socket is no socket",
        [Cause.RuntimeDirectoryMissing] = "The directory of PHP-FPM's socket is gone",
        [Cause.NamespaceMismatch] = "nginx and PHP-FPM see different files under the path of the socket",
        [Cause.ListenConflict] = "Another process, or a second pool, has the address of the pool",
        [Cause.WrongServiceOnPort] = "Something that is not PHP-FPM answers at its address",
        [Cause.ProtocolMismatch] = "nginx speaks another protocol than what answers there",
        [Cause.PoolExhausted] = "All workers of the pool are busy, and requests queue",
        [Cause.BacklogFull] = "The queue of the pool is full",
        [Cause.MaxChildrenTooHigh] = "The pools may start more workers than the memory holds",
        [Cause.SlowBackend] = "The workers wait for something slow, such as a database",
        [Cause.TerminateTimeoutTooShort] = "PHP-FPM kills requests that take longer than request_terminate_timeout",
        [Cause.ReadTimeoutTooShort] = "PHP takes longer than nginx waits for it",
        [Cause.ClientAbort] = "The visitors left before the answer came, and nothing failed",
        [Cause.WorkerCrashed] = "Workers of PHP-FPM crash",
        [Cause.WorkerKilledByOom] = "Workers of PHP-FPM are killed for want of memory",
        [Cause.EmergencyRestart] = "PHP-FPM restarts itself after too many crashes",
        [Cause.WorkerExited] = "A script ends its worker without an answer",
        [Cause.FpmStuck] = "PHP-FPM hangs: its processes are stopped, or wait for a disk",
        [Cause.ReloadKillsRequests] = "Reloads of PHP-FPM end requests that run",
        [Cause.KeepaliveRace] = "PHP-FPM closes idle connections as nginx uses them again",
        [Cause.HeaderTooBig] = "The header of the answer does not fit nginx's buffer",
        [Cause.InvalidResponse] = "The answer of the application breaks the protocol",
        [Cause.AllowedClientsRejected] = "PHP-FPM refuses nginx, which listen.allowed_clients does not name",
        [Cause.UpstreamHostNotFound] = "The name of the upstream is not found",
        [Cause.UpstreamAddressStale] = "nginx keeps an address that the upstream's name no longer has",
        [Cause.ContainerLoopback] = "nginx looks for PHP-FPM in its own container, and it runs in another",
        [Cause.NoLiveUpstreams] = "nginx takes all servers of the group for dead",
        [Cause.NetworkUnreachable] = "The host of the upstream is not reached",
        [Cause.FirewallBlocked] = "A firewall holds back what nginx sends to the upstream",
        [Cause.TooManyOpenFiles] = "nginx or PHP-FPM has no file descriptor left",
        [Cause.WorkerConnectionsExhausted] = "nginx has no connection left",
        [Cause.EphemeralPortsExhausted] = "No local port is left for connections to the upstream",
        [Cause.DiskFull] = "The disk is full where nginx or PHP writes",
        [Cause.LogsElsewhere] = "The logs that were looked at are not those that are written",
        [Cause.FpmNotReloaded] = "PHP-FPM still runs with what its files said before they were changed",
        [Cause.NginxNotReloaded] = "nginx still runs with what its files said before they were changed",
        [Cause.TempPathPermission] = "nginx may not write its temporary files",
        [Cause.StatusByDesign] = "The configuration or the application gives this status on purpose",
        [Cause.EvidenceHidden] = "nginx's error log keeps too little to tell",
        [Cause.PoolUserMissing] = "The user or the group of the pool does not exist",
        [Cause.StoppedOnPurpose] = "Somebody stopped, disabled or masked PHP-FPM",
        [Cause.SocketFileDeleted] = "PHP-FPM runs, and the file of its socket was deleted",
        [Cause.KeepaliveStarvesPool] = "Idle connections of nginx hold all workers of the pool",
        [Cause.SessionLockPileUp] = "Requests of one visitor wait for each other's session",
        [Cause.PreloadFailed] = "PHP-FPM does not start, because opcache.preload fails",
        [Cause.WorkerStartFails] = "The workers of PHP-FPM end as soon as they start",
        [Cause.ProcessLimitReached] = "No further process may be started",
        [Cause.CpuThrottled] = "PHP-FPM is held back by its limit of CPU or memory",
        [Cause.FrontProxyAnswered] = "The 502 comes from a proxy in front of this nginx",
        [Cause.UpstreamDegraded] = "One server of the upstream fails, and others answer for it",
        [Cause.ApplicationUpstreamDown] = "An application that is not PHP-FPM does not answer",
        [Cause.SandboxDenied] = "The sandbox of its unit forbids PHP-FPM what it needs",
        [Cause.FpmExposed] = "Strangers can reach PHP-FPM, and with it run code",
        [Cause.NginxNotRunning] = "nginx itself does not run",
        [Cause.UpstreamTlsFailed] = "nginx and an upstream do not agree on TLS",
        [Cause.ResponseCut] = "Answers stop in the middle",
        [Cause.ScriptNotFound] = "Scripts that are not there were asked for",
        [Cause.PhpFatalError] = "Scripts end with a fatal error of PHP",
        [Cause.AllHealthyNow] = "There were errors, and they are over",
        [Cause.Unknown] = "What was seen does not tell the cause",
    }.ToFrozenDictionary();

    // What a recovery may do alone is little: it starts what crashed, makes anew what is in memory only, and lets go on what was stopped.
    private static readonly FrozenDictionary<Cause, RecoveryAuthority> Authorities = new Dictionary<Cause, RecoveryAuthority>
    {
        [Cause.FpmNotRunning] = RecoveryAuthority.Conditional,
        [Cause.FpmCrashed] = RecoveryAuthority.Alone,
        [Cause.OrphanWorkers] = RecoveryAuthority.Alone,
        [Cause.FpmConfigurationInvalid] = RecoveryAuthority.Conditional,
        [Cause.NginxConfigurationInvalid] = RecoveryAuthority.Conditional,
        [Cause.SocketPathMismatch] = RecoveryAuthority.Conditional,
        [Cause.PhpVersionPathMismatch] = RecoveryAuthority.Conditional,
        [Cause.TransportMismatch] = RecoveryAuthority.Conditional,
        [Cause.AddressFamilyMismatch] = RecoveryAuthority.Conditional,
        [Cause.SocketPermissionDenied] = RecoveryAuthority.Person,
        [Cause.NotASocket] = RecoveryAuthority.Person,
        [Cause.RuntimeDirectoryMissing] = RecoveryAuthority.Alone,
        [Cause.PoolExhausted] = RecoveryAuthority.Person,
        [Cause.BacklogFull] = RecoveryAuthority.Person,
        [Cause.MaxChildrenTooHigh] = RecoveryAuthority.Person,
        [Cause.TerminateTimeoutTooShort] = RecoveryAuthority.Person,
        [Cause.ReadTimeoutTooShort] = RecoveryAuthority.Person,
        [Cause.WorkerKilledByOom] = RecoveryAuthority.Person,
        [Cause.FpmStuck] = RecoveryAuthority.Alone,
        [Cause.ReloadKillsRequests] = RecoveryAuthority.Person,
        [Cause.KeepaliveRace] = RecoveryAuthority.Person,
        [Cause.HeaderTooBig] = RecoveryAuthority.Person,
        [Cause.AllowedClientsRejected] = RecoveryAuthority.Person,
        [Cause.UpstreamHostNotFound] = RecoveryAuthority.Person,
        [Cause.UpstreamAddressStale] = RecoveryAuthority.Conditional,
        [Cause.TooManyOpenFiles] = RecoveryAuthority.Person,
        [Cause.WorkerConnectionsExhausted] = RecoveryAuthority.Person,
        [Cause.LogsElsewhere] = RecoveryAuthority.Person,
        [Cause.FpmNotReloaded] = RecoveryAuthority.Conditional,
        [Cause.NginxNotReloaded] = RecoveryAuthority.Conditional,
        [Cause.TempPathPermission] = RecoveryAuthority.Person,
        [Cause.SocketFileDeleted] = RecoveryAuthority.Alone,
    }.ToFrozenDictionary();

    /// <summary>Who may do what mends a cause.</summary>
    public static RecoveryAuthority AuthorityOf(Cause cause) => Authorities.GetValueOrDefault(cause, RecoveryAuthority.Advice);

    /// <summary>A cause in a few words, which can stand behind whom it hurts: a sentence without its full stop.</summary>
    public static string TitleOf(Cause cause) => Titles[cause];

    /// <summary>Where a cause is explained: the help page and its section.</summary>
    public static string HelpOf(Cause cause) => $"about_Nginx502_Causes#{cause.ToString().ToLowerInvariant()}";
}
