namespace Nginx502;

/// <summary>In which way nginx and php-fpm disagree, or are about to.</summary>
public enum AlignmentMismatchKind
{
    /// <summary>nginx hands over where no pool listens, and there is no pool at all.</summary>
    NoPool,

    /// <summary>nginx hands over where another FastCGI program than php-fpm listens, or where one seems to be meant.</summary>
    OtherProgram,

    /// <summary>The php-fpm of the pool does not run, so that nobody listens.</summary>
    FpmNotRunning,

    /// <summary>nginx points at a unix path on which no pool listens, while pools listen on others.</summary>
    SocketPathMismatch,

    /// <summary>The same, and the paths differ in the version of PHP only.</summary>
    PhpVersionPathMismatch,

    /// <summary>nginx uses TCP and the pool a unix socket, or the other way round.</summary>
    TransportMismatch,

    /// <summary>Another port than the pool's.</summary>
    PortMismatch,

    /// <summary>127.0.0.1 on one side, ::1 on the other, or a name that stands for both.</summary>
    AddressFamilyMismatch,

    /// <summary>Another address than the pool's, with its port.</summary>
    AddressMismatch,

    /// <summary>nginx speaks another protocol than FastCGI to a pool.</summary>
    ProtocolMismatch,

    /// <summary>By owner, group, mode or access list of the socket, nginx's worker may not connect.</summary>
    SocketPermission,

    /// <summary>A directory on the way to the socket may not be searched by nginx's worker.</summary>
    DirectoryNotSearchable,

    /// <summary>The pool's master runs, and its socket is not where it should be.</summary>
    SocketMissing,

    /// <summary>Something else than a socket lies at the pool's path.</summary>
    NotASocket,

    /// <summary>php-fpm ends a request later than nginx gives up on it, or never.</summary>
    TerminateTimeoutTooLong,

    /// <summary>PHP's own limit comes after php-fpm's.</summary>
    MaxExecutionTimeTooLong,

    /// <summary>A balancer before nginx keeps connections longer than nginx does.</summary>
    KeepaliveTimeoutTooShort,

    /// <summary>The buffers of the answer break nginx's rule about busy buffers.</summary>
    BufferRule,

    /// <summary>The accept queue that the pool asks for is longer than the kernel gives.</summary>
    BacklogCut,

    /// <summary>listen.allowed_clients does not name nginx.</summary>
    AllowedClientsRejected,

    /// <summary>php-fpm can be reached from other machines: whoever reaches it runs code.</summary>
    FpmExposed,

    /// <summary>Connections that nginx keeps open can hold every worker of the pool.</summary>
    KeepaliveStarvesPool,

    /// <summary>A reload of php-fpm ends running requests.</summary>
    ReloadEndsRequests,

    /// <summary>A chroot of the pool, and a SCRIPT_FILENAME that does not know of it.</summary>
    ChrootedScriptPath,

    /// <summary>Two pools want the same address.</summary>
    ListenConflict,

    /// <summary>No upstream leads to the pool.</summary>
    PoolUnused,

    /// <summary>nginx's files were changed since it read them.</summary>
    NginxNotReloaded,

    /// <summary>php-fpm's files were changed since it read them.</summary>
    FpmNotReloaded,

    /// <summary>The service is not started at boot.</summary>
    NotStartedAtBoot,

    /// <summary>The directory of the socket is gone after a boot.</summary>
    RuntimeDirectoryNotMade,
}
