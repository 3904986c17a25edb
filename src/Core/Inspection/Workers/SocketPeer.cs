namespace Nginx502.Inspection;

/// <summary>The other end of a worker's socket.</summary>
/// <param name="Wait">What waiting for it means: a client, a server of the network or of this machine.</param>
/// <param name="Name">The other end by name, safe to show; null when it has none.</param>
/// <param name="Hint">What usually listens there; null when that is not known.</param>
internal sealed record SocketPeer(FpmWorkerWait Wait, string? Name, string? Hint);
