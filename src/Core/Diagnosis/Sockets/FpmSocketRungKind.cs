namespace Nginx502;

/// <summary>What has to hold for an endpoint to be reached, in order: each needs those before it.</summary>
public enum FpmSocketRungKind
{
    /// <summary>Something is at the path, every link on the way resolved.</summary>
    Exists,

    /// <summary>It is a stream socket: no file, directory or socket of datagrams.</summary>
    IsSocket,

    /// <summary>The client may enter every directory on the way; for TCP, the host has an address and there is a way to it.</summary>
    Reachable,

    /// <summary>The client may connect: the kernel says so.</summary>
    Permitted,

    /// <summary>A process listens.</summary>
    Listening,

    /// <summary>The accept queue has room.</summary>
    Backlog,

    /// <summary>A connection is made.</summary>
    Connects,

    /// <summary>A worker answers a FastCGI round trip.</summary>
    Answers,
}
