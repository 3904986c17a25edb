using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Who listens where on this machine now, found once.</summary>
internal sealed class ListeningNow
{
    private readonly IReadOnlyList<ListeningSocket>? _sockets;
    private readonly Lazy<Dictionary<uint, int>> _owners;

    /// <summary>Looks.</summary>
    /// <param name="isHost">False where nothing listens that could be seen.</param>
    /// <param name="gaps">Takes what could not be seen.</param>
    public ListeningNow(bool isHost, List<NotSeen> gaps)
    {
        IReadOnlyList<NotSeen> notSeen = [];
        _sockets = isHost ? ListeningSockets.Read(out notSeen) : null;
        gaps.AddRange(notSeen);
        _owners = new Lazy<Dictionary<uint, int>>(FindOwners);
    }

    /// <summary>The TCP ports on which somebody listens, on whatever address, sorted.</summary>
    public int[] Ports => [.. (_sockets ?? []).Select(socket => socket.Endpoint?.Port ?? 0).Where(port => port > 0).Distinct().Order()];

    /// <summary>True when somebody listens there; null when it was not seen.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="file">The file at the path of a unix socket; null where nothing is.</param>
    public bool? IsListening(FpmEndpoint endpoint, FileIdentity? file) => _sockets is null ? null : Find(endpoint, file) is not null;

    /// <summary>The process that listens there; null when nobody does, or it was not seen.</summary>
    public int? OwnerOf(FpmEndpoint endpoint, FileIdentity? file) =>
        Find(endpoint, file) is { } socket && _owners.Value.TryGetValue(socket.Inode, out int owner) ? owner : null;

    // The file decides: another socket may have been bound to the path before, and a link leads to it by another name.
    private ListeningSocket? Find(FpmEndpoint endpoint, FileIdentity? file) => endpoint.IsUnixSocket
        ? file is { } identity ? _sockets?.FirstOrDefault(socket => socket.IsFile(identity)) : null
        : _sockets?.FirstOrDefault(socket => socket.Endpoint is { IsUnixSocket: false } found && found.Port == endpoint.Port
            && (found.Equals(endpoint) || found.Host == "::" || (found.Host == "0.0.0.0" && !endpoint.Host!.Contains(':', StringComparison.Ordinal)) || (endpoint.Host == "localhost" && found.Host is "127.0.0.1" or "::1")));

    // The master has the lowest number of those that share a listening socket.
    private Dictionary<uint, int> FindOwners() =>
        SocketOwners.Find((_sockets ?? []).Select(socket => socket.Inode), ProcessTable.Ids()).ToDictionary(owners => owners.Key, owners => owners.Value[0]);
}
