using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Finds the listening socket of a pool among those of the machine.</summary>
internal static class PoolQueue
{
    /// <summary>The socket; null when nobody listens there.</summary>
    /// <param name="sockets">The listening sockets of the machine.</param>
    /// <param name="endpoint">Where the pool listens.</param>
    /// <param name="file">The file at the path of a unix socket; null where nothing is.</param>
    public static ListeningSocket? Find(IReadOnlyList<ListeningSocket> sockets, FpmEndpoint endpoint, FileIdentity? file)
    {
        if (!endpoint.IsUnixSocket)
        {
            return sockets.FirstOrDefault(socket => endpoint.Equals(socket.Endpoint))
                ?? sockets.FirstOrDefault(socket => socket.Endpoint is { IsUnixSocket: false } found && found.Port == endpoint.Port && found.Host is "0.0.0.0" or "::");
        }

        // The file decides, since another socket may have been bound to the path before. Where it was deleted the name is left.
        return (file is { } identity ? sockets.FirstOrDefault(socket => socket.IsFile(identity)) : null) ?? sockets.LastOrDefault(socket => endpoint.Equals(socket.Endpoint));
    }
}
