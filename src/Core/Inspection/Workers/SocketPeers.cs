using System.Globalization;
using System.Net;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Finds the other end of sockets, each table read once and only when a worker waits for a socket.</summary>
internal sealed class SocketPeers
{
    private const string SocketPrefix = "socket:[";
    private static readonly string[] NetworkTables = ["net/tcp", "net/tcp6", "net/udp", "net/udp6"];

    private readonly Dictionary<string, IReadOnlyList<TcpConnection>> _networks = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<UnixConnection>> _unix = new(() => UnixConnection.Read() ?? []);

    /// <summary>The other end of what a descriptor is; null when it is no socket, or its other end is not seen.</summary>
    /// <param name="processId">The worker.</param>
    /// <param name="target">What the descriptor is: <c>socket:[1]</c>.</param>
    public SocketPeer? Find(int processId, string target) =>
        InodeOf(target) is not { } inode ? null : FindUnix(_unix.Value, inode) ?? FindNetwork(NetworkOf(processId), inode);

    /// <summary>The number in <c>socket:[1]</c>; null when the text is another one.</summary>
    public static ulong? InodeOf(string target) =>
        target.StartsWith(SocketPrefix, StringComparison.Ordinal)
        && ulong.TryParse(target.AsSpan(SocketPrefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode) ? inode : null;

    /// <summary>The other end of a unix socket.</summary>
    public static SocketPeer? FindUnix(IReadOnlyList<UnixConnection> connections, ulong inode)
    {
        if (connections.FirstOrDefault(connection => connection.Inode == inode) is not { } own)
        {
            return null;
        }

        // A connection has the name of the listener that it came through: the side with a name is the server's.
        if (own.Name is not null)
        {
            return new SocketPeer(FpmWorkerWait.Client, null, null);
        }

        // One that nobody has accepted yet has no other end but the listener that it waits for.
        string? name = (own.PeerInode is > 0 ? connections.FirstOrDefault(connection => connection.Inode == own.PeerInode) : null)?.Name
            ?? connections.FirstOrDefault(connection => connection.Waiting.Contains(own.Inode))?.Name;
        return new SocketPeer(FpmWorkerWait.LocalSocket, name is null ? null : SafeText.Escape(name), name is null ? null : WellKnownServers.AtPath(name));
    }

    /// <summary>The other end of a socket of the network.</summary>
    public static SocketPeer? FindNetwork(IReadOnlyList<TcpConnection> connections, ulong inode)
    {
        if (connections.FirstOrDefault(connection => connection.Inode == inode && !connection.IsListening) is not { } own || own.Remote.Port == 0)
        {
            return null;
        }

        return connections.Any(listener => listener.IsListening && listener.Local.Port == own.Local.Port)
            ? new SocketPeer(FpmWorkerWait.Client, null, null)
            : new SocketPeer(FpmWorkerWait.Network, Describe(own.Remote), WellKnownServers.AtPort(own.Remote.Port));
    }

    private static string Describe(IPEndPoint end) => end.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(end.Address.MapToIPv4(), end.Port).ToString() : end.ToString();

    private IReadOnlyList<TcpConnection> NetworkOf(int processId)
    {
        string name = NamespaceOf(processId);
        if (!_networks.TryGetValue(name, out IReadOnlyList<TcpConnection>? connections))
        {
            _networks[name] = connections = [.. NetworkTables.SelectMany(table => TcpConnection.Parse(ProcFile.ReadText(processId, table) ?? string.Empty))];
        }

        return connections;
    }

    private static string NamespaceOf(int processId)
    {
        try
        {
            return new FileInfo(ProcFile.PathOf(processId, "ns/net")).LinkTarget ?? string.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
