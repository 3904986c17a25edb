namespace Nginx502;

/// <summary>How nginx and a pool reach each other on one machine.</summary>
public enum EndpointTransport
{
    /// <summary>A unix socket: files' rights decide who may connect.</summary>
    UnixSocket,

    /// <summary>TCP on 127.0.0.1: every user of the machine may connect, and so run code as the pool.</summary>
    Tcp,
}
