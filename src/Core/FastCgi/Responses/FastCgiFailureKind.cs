namespace Nginx502;

/// <summary>Why an exchange gave no good answer.</summary>
public enum FastCgiFailureKind
{
    /// <summary>The kernel said another error; its number tells.</summary>
    Other,

    /// <summary>There is no socket at that path, or a directory on the way is missing (errno 2, 20).</summary>
    SocketMissing,

    /// <summary>This user may not connect (errno 13, 1): the socket's mode, or that of a directory on the way; for TCP a firewall rule of this machine.</summary>
    PermissionDenied,

    /// <summary>Nobody listens there (errno 111): a socket that was left behind, a regular file, a port that is closed or rejected.</summary>
    Refused,

    /// <summary>The queue of a unix socket is full (errno 11). For TCP the kernel says nothing, and it becomes <see cref="TimedOut"/> while connecting.</summary>
    QueueFull,

    /// <summary>It is a socket of another type, as of datagrams (errno 91).</summary>
    WrongSocketType,

    /// <summary>The path is longer than a unix socket's address can be, 107 bytes.</summary>
    PathTooLong,

    /// <summary>The host name has no address.</summary>
    NameNotResolved,

    /// <summary>The network knows no way there (errno 101, 113, 112, 100, 97).</summary>
    Unreachable,

    /// <summary>No port or address of this machine is left to connect from (errno 99).</summary>
    NoLocalPort,

    /// <summary>This process, or the machine, may not open another file (errno 24, 23).</summary>
    TooManyOpenFiles,

    /// <summary>The time was over.</summary>
    TimedOut,

    /// <summary>The connection was reset (errno 104, 32): the process on the other side died, or closed without reading all.</summary>
    ConnectionReset,

    /// <summary>The connection was closed without a byte of an answer: a client that is not allowed, a role that is not known, a worker that ended.</summary>
    ConnectionClosed,

    /// <summary>
    /// A connection that was kept from an earlier request was closed without a byte of an answer to this one: before it was read, most likely, or while the
    /// worker dealt with it. What changes nothing can be asked again.
    /// </summary>
    KeptConnectionClosed,

    /// <summary>The connection was closed within the answer.</summary>
    CutShort,

    /// <summary>What answers does not speak FastCGI.</summary>
    NotFastCgi,

    /// <summary>The answer breaks the protocol: a record that does not belong there, of another request, or of a wrong length.</summary>
    ProtocolViolation,

    /// <summary>The answer is longer than was allowed.</summary>
    TooMuch,

    /// <summary>The application deals with one request of a connection at a time, and says so.</summary>
    CannotMultiplex,

    /// <summary>The application has no means for another request, and says so.</summary>
    Overloaded,

    /// <summary>The application cannot be a responder, and says so.</summary>
    UnknownRole,

    /// <summary>The application ended the request with a status that the protocol does not have.</summary>
    UnknownProtocolStatus,

    /// <summary>The answer has no header that ends with an empty line.</summary>
    HeaderMissing,

    /// <summary>The header is longer than was allowed.</summary>
    HeaderTooBig,

    /// <summary>The header has a line, or a status, that nginx refuses.</summary>
    HeaderInvalid,
}
