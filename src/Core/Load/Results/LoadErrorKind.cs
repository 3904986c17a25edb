namespace Nginx502;

/// <summary>Why a request of a load got no answer.</summary>
public enum LoadErrorKind
{
    /// <summary>The kernel said another error; its number tells.</summary>
    Other,

    /// <summary>There is no socket at that path (errno 2, 20).</summary>
    SocketMissing,

    /// <summary>This user may not connect (errno 13, 1).</summary>
    PermissionDenied,

    /// <summary>Nobody listens there (errno 111).</summary>
    Refused,

    /// <summary>The queue of a unix socket is full (errno 11).</summary>
    QueueFull,

    /// <summary>No connection was made in time: for TCP also where the queue is full, of which the kernel says nothing.</summary>
    ConnectTimedOut,

    /// <summary>The network knows no way there (errno 101, 113, 112, 100).</summary>
    Unreachable,

    /// <summary>No port of this machine is left to connect from (errno 99): a limit of who asks, and not of who is asked.</summary>
    NoLocalPort,

    /// <summary>This process, or the machine, may not open another file (errno 24, 23): a limit of who asks.</summary>
    TooManyOpenFiles,

    /// <summary>TLS was not agreed on.</summary>
    TlsFailed,

    /// <summary>The connection was reset (errno 104, 32).</summary>
    ConnectionReset,

    /// <summary>The connection was closed without a byte of an answer.</summary>
    ClosedEarly,

    /// <summary>The connection was closed within the answer.</summary>
    CutShort,

    /// <summary>What came is no answer of the protocol.</summary>
    NotUnderstood,

    /// <summary>No whole answer came in time.</summary>
    TimedOut,
}
