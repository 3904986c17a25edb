namespace Nginx502.Logs;

/// <summary>What kind of peer the upstream of a line is.</summary>
internal enum PeerKind : byte
{
    /// <summary>The line names no upstream.</summary>
    None,

    /// <summary>An address and port, or a group's name.</summary>
    Network,

    /// <summary>A unix socket.</summary>
    UnixSocket,
}
