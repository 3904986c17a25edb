namespace Nginx502;

/// <summary>
/// What was seen of one endpoint: what lies there, who may pass, who listens, what waits, and what came of a connection. A plain record; judging it looks
/// at nothing again. Texts are safe to show.
/// </summary>
public sealed record FpmSocketFacts
{
    /// <summary>True when nginx asks its own <c>resolver</c> for the host, and not the system's.</summary>
    public bool AsksNginxResolver { get; init; }

    /// <summary>When it was looked at, local time.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The endpoint.</summary>
    public required FpmEndpoint Endpoint { get; init; }

    /// <summary>The main file of the nginx that uses it; null when no nginx was found.</summary>
    public string? NginxConfigurationPath { get; init; }

    /// <summary>Whose rights count; null where there is no nginx and nobody was named.</summary>
    public FpmSocketClient? Client { get; init; }

    /// <summary>The names on the way to a unix socket, links resolved, as the client sees files; it ends where one is not there.</summary>
    public FpmSocketStep[] Steps { get; init; } = [];

    /// <summary>What lies at the path: <c>Socket</c>, <c>Regular</c>, …; null for TCP, and where nothing is or nothing was seen.</summary>
    public string? Kind { get; init; }

    /// <summary>True when nothing is there; null when it was not seen, and for TCP.</summary>
    public bool? IsMissing { get; init; }

    /// <summary>True when the path is there as this process sees files, and not as the client does, which has a root or mounts of its own.</summary>
    public bool IsOnlyElsewhere { get; init; }

    /// <summary>Where the path points when it is a link; null when it is none.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Who owns that link, and so may turn it elsewhere.</summary>
    public string? LinkOwnerName { get; init; }

    /// <summary>True when the path led elsewhere after the look than before.</summary>
    public bool HasChanged { get; init; }

    /// <summary>True when the kernel lists a socket that listens there; null when its list was not seen, or is another machine's.</summary>
    public bool? IsListed { get; init; }

    /// <summary>Connections that waited to be accepted, before this one; null when it was not seen.</summary>
    public long? Queued { get; init; }

    /// <summary>How many may wait: the smaller of listen.backlog and net.core.somaxconn, as the kernel has it; null when it was not seen.</summary>
    public long? QueueLimit { get; init; }

    /// <summary>net.core.somaxconn; null when it was not seen.</summary>
    public int? SomaxConn { get; init; }

    /// <summary>Who listens; null when nobody does, or it was not seen.</summary>
    public FpmSocketListener? Listener { get; init; }

    /// <summary>Who still listens on a socket that was made at this path and whose file is gone; null when nobody does.</summary>
    public FpmSocketListener? ListenerOfDeletedFile { get; init; }

    /// <summary>The pool that is configured there; null when none is.</summary>
    public FpmSocketPool? Pool { get; init; }

    /// <summary>True when the endpoint is on this machine.</summary>
    public bool IsLocal { get; init; } = true;

    /// <summary>The connections that were tried: one, or one for each address of a host name.</summary>
    public FpmSocketAttempt[] Attempts { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];
}
