using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The sockets on which a php-fpm listens, by the kernel's word: another program's, and one whose file was deleted or replaced, are none of them.</summary>
internal sealed class PoolSockets
{
    private readonly FileTree _files;
    private readonly ListeningSocket[] _sockets;

    private PoolSockets(FileTree files, ListeningSocket[] sockets) => (_files, _sockets) = (files, sockets);

    /// <summary>Looks. Where the sockets of the master may not be seen, those of all programs count.</summary>
    /// <param name="files">The files as the master sees them.</param>
    /// <param name="processId">The master.</param>
    /// <param name="notSeen">What the kernel did not tell.</param>
    public static PoolSockets Read(FileTree files, int processId, out IReadOnlyList<NotSeen> notSeen)
    {
        HashSet<string> own = [.. ProcessTable.Descriptors(processId)];
        return new PoolSockets(
            files,
            [.. ListeningSockets.Read(out notSeen).Where(socket => own.Count == 0 || own.Contains(string.Create(CultureInfo.InvariantCulture, $"socket:[{socket.Inode}]")))]);
    }

    /// <summary>True when one of them was bound to a file.</summary>
    public bool Has(FileIdentity identity) => _sockets.Any(socket => socket.IsFile(identity));

    /// <summary>The socket of a pool; null when nobody who connects to its address would reach it.</summary>
    public ListeningSocket? Find(FpmPool pool) => pool.Endpoint switch
    {
        null => null,
        { IsUnixSocket: true } endpoint => _files.TryReadStatus(endpoint.SocketPath, out FileStatus status) ? _sockets.FirstOrDefault(socket => socket.IsFile(status.Identity)) : null,
        { } endpoint => _sockets.FirstOrDefault(socket => socket.Endpoint is { IsUnixSocket: false } found && found.Port == endpoint.Port && (HasUnknownAddress(pool) || found.Equals(endpoint))),
    };

    // What a name leads to is php-fpm's to find out, and so is which loopback a star is: the port tells.
    private static bool HasUnknownAddress(FpmPool pool) => pool.ListenAddress is { IsEveryAddress: true } or { IsName: true } or { Host: "*" };
}
