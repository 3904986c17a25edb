namespace Nginx502;

/// <summary>
/// What one line of nginx's error log shows. A symptom is not a cause: it says what nginx saw, not why. The numbers in
/// brackets are the system errors that tell symptoms with the same words apart.
/// </summary>
/// <remarks>Sources: nginx src/http/ngx_http_upstream.c, src/event/ngx_event_connect.c and the modules of each protocol.</remarks>
public enum Symptom
{
    /// <summary>nginx reports a failing upstream in words that are not known to this version.</summary>
    Unknown,

    // An attempt to get an answer from an upstream failed, or its answer was cut short.
    /// <summary>There is no file at the socket's path (ENOENT).</summary>
    SocketMissing,

    /// <summary>A part of the socket's path is not a directory (ENOTDIR), or the path is too long.</summary>
    SocketPathInvalid,

    /// <summary>The file at the path is a socket of another kind (EPROTOTYPE) or no socket.</summary>
    SocketWrongType,

    /// <summary>nginx's worker may not connect: the socket's owner, group or mode, a directory on the way, or a security module (EACCES, EPERM).</summary>
    PermissionDenied,

    /// <summary>Nobody listens at the address or path, or a firewall resets (ECONNREFUSED).</summary>
    ConnectionRefused,

    /// <summary>The unix socket's accept queue is full: all workers are busy (EAGAIN).</summary>
    BacklogFull,

    /// <summary>The connection was not made in time: *_connect_timeout, or the kernel's.</summary>
    ConnectTimedOut,

    /// <summary>No way to the upstream's host (EHOSTUNREACH, EHOSTDOWN).</summary>
    HostUnreachable,

    /// <summary>No way to the upstream's network (ENETUNREACH, ENETDOWN, EINVAL of a black hole).</summary>
    NetworkUnreachable,

    /// <summary>No local port is left for another connection to the same address (EADDRNOTAVAIL, EADDRINUSE).</summary>
    LocalPortsExhausted,

    /// <summary>The address of *_bind is not this machine's, or may not be used.</summary>
    LocalAddressUnavailable,

    /// <summary>The connection failed for another reason; ErrorText says it.</summary>
    ConnectionFailed,

    /// <summary>The upstream broke the connection off (ECONNRESET): mostly a worker that died or was killed.</summary>
    ConnectionReset,

    /// <summary>The upstream closed the connection before its answer was complete.</summary>
    ConnectionClosedEarly,

    /// <summary>The upstream closed the connection while nginx was sending the request (EPIPE, ECONNRESET).</summary>
    ConnectionClosedWhileSending,

    /// <summary>The upstream did not take the request in time: *_send_timeout.</summary>
    SendTimedOut,

    /// <summary>The upstream did not answer in time: *_read_timeout before the header was complete.</summary>
    ResponseTimedOut,

    /// <summary>The upstream stopped in the middle of its answer: *_read_timeout; the visitor got a part.</summary>
    BodyTimedOut,

    /// <summary>An upgraded connection (WebSocket) was idle for *_read_timeout.</summary>
    UpgradedConnectionTimedOut,

    /// <summary>The answer ended before it was complete; the visitor got a part.</summary>
    ResponseTruncated,

    /// <summary>The script ended without an answer.</summary>
    EmptyResponse,

    /// <summary>The answer's header does not fit into *_buffer_size.</summary>
    HeaderTooBig,

    /// <summary>The answer breaks the rules of its protocol.</summary>
    MalformedResponse,

    /// <summary>The other end speaks another protocol: HTTP where FastCGI is expected, or the reverse.</summary>
    ProtocolMismatch,

    /// <summary>The upstream refused the request (HTTP/2 RST_STREAM or GOAWAY).</summary>
    UpstreamRejected,

    /// <summary>All servers of the group are unavailable after earlier failures.</summary>
    NoLiveUpstreams,

    /// <summary>A host name in an upstream could not be resolved.</summary>
    NameResolutionFailed,

    /// <summary>A host name must be resolved at run time and no resolver is configured.</summary>
    ResolverMissing,

    /// <summary>The TLS handshake with the upstream failed.</summary>
    TlsHandshakeFailed,

    /// <summary>The TLS handshake with the upstream was not done in time.</summary>
    TlsHandshakeTimedOut,

    /// <summary>The upstream's certificate was not accepted.</summary>
    TlsVerificationFailed,

    /// <summary>The TLS settings towards the upstream could not be used.</summary>
    TlsConfigurationInvalid,

    /// <summary>The TLS connection to the upstream broke.</summary>
    TlsConnectionFailed,

    /// <summary>nginx or the system has no file descriptor left (EMFILE, ENFILE).</summary>
    DescriptorsExhausted,

    /// <summary>worker_connections are used up.</summary>
    WorkerConnectionsExhausted,

    /// <summary>The kernel has no memory or buffers for the connection (ENOBUFS, ENOMEM).</summary>
    KernelResourceExhausted,

    /// <summary>The request is too large for nginx or for the upstream's protocol.</summary>
    RequestTooLarge,

    /// <summary>What the configuration gives at run time cannot be used as an upstream.</summary>
    ConfigurationInvalid,

    /// <summary>nginx cannot write its temporary files: *_temp_path, client_body_temp_path.</summary>
    TemporaryFileFailed,

    /// <summary>No space or quota is left for nginx's temporary files.</summary>
    DiskFull,

    /// <summary>nginx failed inside.</summary>
    InternalError,

    // Look-alikes: no attempt failed. Shown with -All only.
    /// <summary>php-fpm has no file at SCRIPT_FILENAME: a 404, not a gateway error.</summary>
    ScriptNotFound,

    /// <summary>php-fpm may not or must not run the script: a 403, not a gateway error.</summary>
    ScriptDenied,

    /// <summary>PHP ended with a fatal error: mostly a 500 of PHP's own.</summary>
    PhpFatalError,

    /// <summary>PHP or a script wrote to stderr.</summary>
    PhpMessage,

    /// <summary>The visitor went away: 499.</summary>
    ClientClosed,

    /// <summary>The visitor did not take the answer in time.</summary>
    ClientTimedOut,

    /// <summary>The connection to the visitor failed.</summary>
    ClientFailed,

    /// <summary>A server of a group had max_fails failures and is left out for fail_timeout.</summary>
    UpstreamDisabled,

    /// <summary>A name server cannot be reached; nginx goes on trying until resolver_timeout.</summary>
    ResolverUnreachable,

    /// <summary>An answer was written to a temporary file: slower, not wrong.</summary>
    ResponseBuffered,

    /// <summary>A request's body was written to a temporary file: slower, not wrong.</summary>
    RequestBuffered,

    /// <summary>A socket option could not be set and was ignored.</summary>
    SocketOptionIgnored,

    /// <summary>A cached answer could not be used or kept.</summary>
    CacheFailed,

    /// <summary>memcached has no value for the key: a 404.</summary>
    KeyNotFound,

    /// <summary>A file of nginx's own could not be opened or served.</summary>
    StaticFileFailed,

    /// <summary>The configuration was not accepted: the old one goes on, or nginx does not start.</summary>
    ConfigurationRejected,

    /// <summary>A worker process of nginx died.</summary>
    NginxWorkerCrashed,

    /// <summary>nginx started, reloaded, reopened its logs or stopped.</summary>
    Lifecycle,

    /// <summary>A line about something else than an upstream.</summary>
    Other,
}
