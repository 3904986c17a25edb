namespace Nginx502.Logs;

/// <summary>Where the parts of a line of nginx's error log stand.</summary>
internal struct ErrorLogFields
{
    /// <summary>The severity.</summary>
    public NginxLogLevel Level;

    /// <summary>What nginx was doing.</summary>
    public UpstreamOperation Operation;

    /// <summary>True when the line belongs to a request, or to a connection that may become one.</summary>
    public bool HasClient;

    /// <summary>Where the worker's process id stands; the connection's number follows it.</summary>
    public ushort ProcessKey;

    /// <summary>The system's error as written, or 0.</summary>
    public int ErrorNumber;

    /// <summary>The error's text.</summary>
    public ByteRange ErrorText;

    /// <summary>The message without the error and what follows.</summary>
    public ByteRange Message;

    /// <summary>The visitor's address.</summary>
    public ByteRange Client;

    /// <summary>The virtual server's first name.</summary>
    public ByteRange Server;

    /// <summary>The request line.</summary>
    public ByteRange Request;

    /// <summary>Scheme and peer, without a unix path's last colon and without the URI.</summary>
    public ByteRange Upstream;

    /// <summary>What kind of peer the upstream is.</summary>
    public PeerKind Peer;

    /// <summary>Where the Host and the Referer stand, if they are there: most readers do not ask for them.</summary>
    public ushort HostKey;
}
