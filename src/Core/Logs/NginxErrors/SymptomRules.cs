namespace Nginx502.Logs;

/// <summary>Tells symptoms apart that nginx reports in the same words.</summary>
internal static class SymptomRules
{
    /// <summary>connect() failed, at once or later (nginx: src/event/ngx_event_connect.c; src/http/ngx_http_upstream.c).</summary>
    public static Symptom Connect(in LineFacts facts) => facts.Errno switch
    {
        Errno.ENOENT => Symptom.SocketMissing,
        Errno.ENOTDIR or Errno.ENAMETOOLONG or Errno.ELOOP => Symptom.SocketPathInvalid,
        Errno.EPROTOTYPE or Errno.ENOTSOCK => Symptom.SocketWrongType,
        Errno.EACCES or Errno.EPERM => Symptom.PermissionDenied,
        Errno.ECONNREFUSED => Symptom.ConnectionRefused,
        // Linux says EAGAIN for a full unix backlog only; for TCP it has no local port or route left.
        Errno.EAGAIN => facts.IsUnixPeer ? Symptom.BacklogFull : Symptom.LocalPortsExhausted,
        Errno.EADDRNOTAVAIL or Errno.EADDRINUSE => Symptom.LocalPortsExhausted,
        Errno.ETIMEDOUT => Symptom.ConnectTimedOut,
        Errno.EHOSTUNREACH or Errno.EHOSTDOWN => Symptom.HostUnreachable,
        // A route of type blackhole answers EINVAL.
        Errno.ENETUNREACH or Errno.ENETDOWN or Errno.EINVAL => Symptom.NetworkUnreachable,
        Errno.ECONNRESET => Symptom.ConnectionReset,
        Errno.ENOBUFS or Errno.ENOMEM => Symptom.KernelResourceExhausted,
        _ => Symptom.ConnectionFailed,
    };

    /// <summary>'upstream timed out': which of the times it was.</summary>
    public static Symptom TimedOut(in LineFacts facts) => facts.Operation switch
    {
        UpstreamOperation.Connecting => Symptom.ConnectTimedOut,
        UpstreamOperation.TlsHandshaking => Symptom.TlsHandshakeTimedOut,
        UpstreamOperation.SendingRequest => Symptom.SendTimedOut,
        UpstreamOperation.ReadingBody or UpstreamOperation.SendingToClient => Symptom.BodyTimedOut,
        UpstreamOperation.ProxyingUpgraded => Symptom.UpgradedConnectionTimedOut,
        _ => Symptom.ResponseTimedOut,
    };

    /// <summary>socket() failed.</summary>
    public static Symptom CreateSocket(in LineFacts facts) => facts.Errno switch
    {
        Errno.EMFILE or Errno.ENFILE => Symptom.DescriptorsExhausted,
        Errno.ENOBUFS or Errno.ENOMEM => Symptom.KernelResourceExhausted,
        Errno.EAFNOSUPPORT => Symptom.NetworkUnreachable,
        _ => Symptom.InternalError,
    };

    /// <summary>bind() to the address of *_bind failed.</summary>
    public static Symptom Bind(in LineFacts facts) =>
        facts.Errno == Errno.EADDRINUSE ? Symptom.LocalPortsExhausted : Symptom.LocalAddressUnavailable;

    /// <summary>accept() failed: no request yet, so no attempt.</summary>
    public static Symptom Accept(in LineFacts facts) => facts.Errno switch
    {
        Errno.EMFILE or Errno.ENFILE => Symptom.DescriptorsExhausted,
        Errno.ENOBUFS or Errno.ENOMEM => Symptom.KernelResourceExhausted,
        _ => Symptom.ClientFailed,
    };

    /// <summary>recv(), readv(), send(), writev() or sendfile() failed: with whom?</summary>
    public static Symptom Transfer(in LineFacts facts)
    {
        if (facts.Operation == UpstreamOperation.Resolving)
        {
            return Symptom.ResolverUnreachable;
        }

        // Errors of the visitor's connection are logged at info (nginx: src/core/ngx_connection.c, NGX_ERROR_INFO), whatever nginx
        // was doing with the upstream meanwhile.
        if (!facts.ConcernsUpstream || facts.Level == NginxLogLevel.Info)
        {
            return Symptom.ClientFailed;
        }

        bool isSending = facts.Operation == UpstreamOperation.SendingRequest && !facts.Message.StartsWith("re"u8);
        return facts.Errno switch
        {
            Errno.EPIPE => Symptom.ConnectionClosedWhileSending,
            Errno.ECONNRESET or Errno.ENOTCONN => isSending ? Symptom.ConnectionClosedWhileSending : Symptom.ConnectionReset,
            Errno.EHOSTUNREACH or Errno.EHOSTDOWN => Symptom.HostUnreachable,
            Errno.ENETUNREACH or Errno.ENETDOWN => Symptom.NetworkUnreachable,
            Errno.ENOBUFS or Errno.ENOMEM => Symptom.KernelResourceExhausted,
            // ETIMEDOUT too: the kernel gave up on a dead peer, which is none of nginx's times.
            _ => Symptom.ConnectionFailed,
        };
    }

    /// <summary>The upstream closed the connection or stream.</summary>
    public static Symptom ClosedEarly(in LineFacts facts) =>
        facts.IsBehindHeader ? Symptom.ResponseTruncated : Symptom.ConnectionClosedEarly;

    /// <summary>The FastCGI output ended.</summary>
    public static Symptom ClosedOutput(in LineFacts facts) =>
        facts.IsBehindHeader ? Symptom.ResponseTruncated : Symptom.EmptyResponse;

    /// <summary>'host not found in upstream' and its like, at run time.</summary>
    public static Symptom UpstreamName(in LineFacts facts) =>
        facts.Message.StartsWith("host not found"u8) ? Symptom.NameResolutionFailed : Symptom.ConfigurationInvalid;

    /// <summary>A TLS handshake failed: with the upstream, or with a visitor?</summary>
    public static Symptom TlsHandshake(in LineFacts facts) =>
        facts.ConcernsUpstream ? Symptom.TlsHandshakeFailed : Symptom.ClientFailed;

    /// <summary>A TLS connection broke: with the upstream, or with a visitor?</summary>
    public static Symptom TlsConnection(in LineFacts facts) =>
        facts.ConcernsUpstream ? Symptom.TlsConnectionFailed : Symptom.ClientFailed;

    /// <summary>
    /// A file could not be opened or written: a temporary one of the upstream module, or one that nginx serves? Temporary
    /// files fail at crit (nginx: src/core/ngx_file.c), files that a visitor asked for at error unless the system is at its
    /// limits (src/http/ngx_http_core_module.c, ngx_http_static_module.c).
    /// </summary>
    public static Symptom File(in LineFacts facts)
    {
        bool isTemporary = facts.Level == NginxLogLevel.Crit
            && (facts.Operation == UpstreamOperation.ReadingBody || facts.Errno is not (Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM));
        if (!isTemporary)
        {
            return Symptom.StaticFileFailed;
        }

        return facts.Errno is Errno.ENOSPC or Errno.EDQUOT or Errno.EFBIG ? Symptom.DiskFull : Symptom.TemporaryFileFailed;
    }

    /// <summary>What came over FastCGI's stderr (php-src: sapi/fpm/fpm/fpm_main.c, main/main.c).</summary>
    public static Symptom FastCgiStderr(in LineFacts facts)
    {
        if (facts.Message.IndexOf("Primary script unknown"u8) >= 0)
        {
            return Symptom.ScriptNotFound;
        }

        if (facts.Message.IndexOf("Unable to open primary script: "u8) >= 0)
        {
            return facts.Message.IndexOf("(Permission denied)"u8) >= 0 ? Symptom.ScriptDenied : Symptom.ScriptNotFound;
        }

        if (facts.Message.IndexOf("security.limit_extensions"u8) >= 0)
        {
            return Symptom.ScriptDenied;
        }

        return facts.Message.IndexOf("PHP Fatal error: "u8) >= 0 || facts.Message.IndexOf("PHP Parse error: "u8) >= 0
            ? Symptom.PhpFatalError
            : Symptom.PhpMessage;
    }
}
