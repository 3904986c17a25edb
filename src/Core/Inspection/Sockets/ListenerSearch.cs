using System.Net;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Finds who listens: by the kernel's list of sockets in each network namespace that matters, and by the processes that hold them.</summary>
internal sealed class ListenerSearch
{
    private const string FpmTitle = "php-fpm: ";
    private const string OwnNamespace = "";

    private readonly Dictionary<string, IReadOnlyList<ListeningSocket>?> _sockets = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, IReadOnlyList<int>> _holders = [];
    private readonly Lazy<Dictionary<int, ProcessEntry>> _fpm = new(() =>
        ProcessTable.Read(ProcessTable.DefaultRoot, title => title.StartsWith(FpmTitle, StringComparison.Ordinal)).ToDictionary(process => process.ProcessId));

    private readonly string? _own = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.NetworkNamespace;

    /// <summary>What could not be seen.</summary>
    public List<NotSeen> Gaps { get; } = [];

    /// <summary>True when the kernel told the sockets of a client's network.</summary>
    public bool IsSeen(SocketClient client) => SocketsOf(client) is not null;

    /// <summary>The socket whose file this is; null when none is listed.</summary>
    public ListeningSocket? OfFile(SocketClient client, FileIdentity identity, string path)
    {
        ListeningSocket[] all = [.. UnixSockets(client)];

        // On some file systems (overlay, btrfs) the device that a file shows is not the kernel's own.
        return all.FirstOrDefault(socket => socket.IsFile(identity))
            ?? all.FirstOrDefault(socket => socket.Endpoint?.SocketPath == path && (uint)socket.FileInode == (uint)identity.Inode);
    }

    /// <summary>A socket that was made at one of these paths and whose file is another one; null when there is none.</summary>
    public ListeningSocket? OfDeletedFile(SocketClient client, IReadOnlyCollection<string> paths, ListeningSocket? other) =>
        UnixSockets(client).FirstOrDefault(socket => socket.Endpoint?.SocketPath is { } path && paths.Contains(path) && socket.Inode != other?.Inode);

    /// <summary>The socket that takes connections to an address; null when none is listed.</summary>
    public ListeningSocket? OfAddress(SocketClient client, IPAddress address, int port)
    {
        ListeningSocket[] fitting = [.. (SocketsOf(client) ?? []).Where(socket => socket.Endpoint is { IsUnixSocket: false } endpoint && endpoint.Port == port)];
        string host = address.ToString();
        return fitting.FirstOrDefault(socket => socket.Endpoint!.Host == host)
            ?? fitting.FirstOrDefault(socket => socket.Endpoint!.Host == "::" || (socket.Endpoint.Host == "0.0.0.0" && !host.Contains(':', StringComparison.Ordinal)));
    }

    /// <summary>Finds the processes that hold these sockets: among php-fpm's first, of which there are few.</summary>
    public void FindHolders(IReadOnlyCollection<ListeningSocket> sockets)
    {
        Take(SocketOwners.Find(sockets.Select(socket => socket.Inode), _fpm.Value.Keys.Order()));
        uint[] missing = [.. sockets.Select(socket => socket.Inode).Where(inode => !_holders.ContainsKey(inode))];
        if (missing.Length > 0)
        {
            Take(SocketOwners.Find(missing, ProcessTable.Ids()));
        }

        if (missing.Any(inode => !_holders.ContainsKey(inode)) && !Environment.IsPrivilegedProcess)
        {
            Gaps.Add(new NotSeen("which processes listen", "only root may see what other users' processes hold open", "Run it as root."));
        }
    }

    /// <summary>Who holds a socket; null when it was not seen.</summary>
    /// <param name="socket">The socket; null when only the process is known.</param>
    /// <param name="peer">The process that listens, as a connection told; null when none did.</param>
    public FpmSocketListener? Describe(ListeningSocket? socket, int? peer)
    {
        IReadOnlyList<int> holders = socket is not null && _holders.TryGetValue(socket.Inode, out IReadOnlyList<int>? found) ? found : [];
        ProcessEntry[] fpm = [.. holders.Select(holder => _fpm.Value.GetValueOrDefault(holder)).OfType<ProcessEntry>()];
        ProcessEntry[] workers = [.. fpm.Where(IsWorker)];
        ProcessEntry? first = fpm.FirstOrDefault(process => !IsWorker(process))
            ?? fpm.FirstOrDefault()
            ?? (holders.Count > 0 ? ReadOne(holders[0]) : peer is { } listening ? ReadOne(listening) : null);
        return first is null ? null : new FpmSocketListener(
            first.ProcessId,
            SafeText.Escape(Path.GetFileName(first.ExecutablePath) ?? first.Arguments.FirstOrDefault() ?? "(not seen)"),
            first.State,
            workers.Length > 0 ? PoolOf(workers) : null,
            BootReader.UnitOf(first.CgroupPath) is { } unit ? SafeText.Escape(unit) : null,
            IsMasterGone: workers.Length > 0 && workers.Length == fpm.Length,
            [.. workers.Select(worker => new FpmSocketWorker(worker.ProcessId, worker.State, WaitChannel(worker.ProcessId)))]);
    }

    private static ProcessEntry? ReadOne(int processId) => ProcessTable.ReadOne(ProcessTable.DefaultRoot, processId);

    private static bool IsWorker(ProcessEntry process) => process.Title.StartsWith(FpmMasters.WorkerTitle, StringComparison.Ordinal);

    private static string PoolOf(ProcessEntry[] workers) => SafeText.Escape(workers
        .GroupBy(worker => worker.Title[FpmMasters.WorkerTitle.Length..], StringComparer.Ordinal)
        .MaxBy(group => group.Count())!.Key);

    private static string? WaitChannel(int processId) =>
        FileTree.Host.ReadText($"{ProcessTable.DefaultRoot}/{processId.ToString(System.Globalization.CultureInfo.InvariantCulture)}/wchan", out _) is { Length: > 1 } name ? SafeText.Escape(name) : null;

    // A unix socket belongs to the network namespace in which it was made, and is reached from any.
    private IEnumerable<ListeningSocket> UnixSockets(SocketClient client)
    {
        IEnumerable<ListeningSocket> near = (SocketsOf(client) ?? []).Concat(Sockets(OwnNamespace, () => null) ?? []);
        IEnumerable<ListeningSocket> far = _fpm.Value.Values
            .Where(process => process.NetworkNamespace is { } name && name != _own && !IsWorker(process))
            .DistinctBy(process => process.NetworkNamespace)
            .SelectMany(process => Sockets(process.NetworkNamespace!, () => ProcessTree.OpenNetwork(process)) ?? []);
        return near.Concat(far).Where(socket => socket.FileInode != 0).DistinctBy(socket => socket.Inode);
    }

    private IReadOnlyList<ListeningSocket>? SocketsOf(SocketClient client) =>
        client.Network is { } name ? client.Place.Network is { } network ? Sockets(name, () => network, closes: false) : null : Sockets(OwnNamespace, () => null);

    private IReadOnlyList<ListeningSocket>? Sockets(string name, Func<SafeFileHandle?> open, bool closes = true)
    {
        if (_sockets.TryGetValue(name, out IReadOnlyList<ListeningSocket>? known))
        {
            return known;
        }

        SafeFileHandle? network = open();
        IReadOnlyList<ListeningSocket>? found = null;
        if (network is not null || name == OwnNamespace)
        {
            found = ListeningSockets.Read(network, out IReadOnlyList<NotSeen> gaps);
            found = gaps.Count > 0 && found.Count == 0 ? null : found;
            Gaps.AddRange(gaps);
        }

        if (closes)
        {
            network?.Dispose();
        }

        return _sockets[name] = found;
    }

    private void Take(IReadOnlyDictionary<uint, IReadOnlyList<int>> found)
    {
        foreach ((uint inode, IReadOnlyList<int> processes) in found)
        {
            _holders[inode] = processes;
        }
    }
}
