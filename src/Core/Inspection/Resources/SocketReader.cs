using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads the sockets of this network namespace, and the queues of the masters' addresses.</summary>
/// <param name="procRoot">Where the kernel shows it.</param>
internal sealed class SocketReader(string procRoot)
{
    private const int ShownDestinations = 5;
    private const string SocketPrefix = "socket:[";

    private readonly IReadOnlyList<ListeningSocket> _listening = ListeningSockets.Read(out _);

    /// <summary>The TCP sockets, with what the kernel counted until now and since an earlier look.</summary>
    public MachineSockets Read(MachineCounters now, MachineCounters? earlier, List<UnseenResource> gaps)
    {
        IReadOnlyList<long> range = KernelText.Numbers(Text("sys/net/ipv4/ip_local_port_range"));
        (int first, int last) = range is [var low, var high, ..] ? ((int)low, (int)high) : (0, -1);
        HashSet<int> listened = [.. _listening.Select(socket => socket.Endpoint?.Port ?? 0)];
        TcpSockets? sockets = TcpSockets.Read(first, last, listened, out int error);
        if (sockets is null)
        {
            gaps.Add(new UnseenResource(GatewayResourceKind.Sockets, "TCP", new NotSeen(
                "TCP sockets", $"the kernel does not tell over netlink (errno {error.ToString(CultureInfo.InvariantCulture)})", "Load the kernel module inet_diag, or run it outside of the container.")));
        }

        IReadOnlyList<long> memory = KernelText.Numbers(Text("sys/net/ipv4/tcp_mem"));
        return new MachineSockets(
            [.. (sockets?.ByState ?? new Dictionary<int, long>()).GroupBy(state => TcpSockets.NameOf(state.Key)).Select(state => new SocketCount(state.Key, state.Sum(one => one.Value))).OrderByDescending(state => state.Count)],
            [.. (sockets?.ByDestination ?? new Dictionary<string, long>()).Select(place => new SocketCount(place.Key, place.Value)).OrderByDescending(place => place.Count).ThenBy(place => place.Name, StringComparer.Ordinal).Take(ShownDestinations)],
            last >= first && sockets is not null ? last - first + 1 - KernelText.PortsWithin(Text("sys/net/ipv4/ip_local_reserved_ports"), first, last) : null,
            KernelText.Number(Text("sys/net/ipv4/tcp_max_tw_buckets")),
            KernelText.SocketStatistic(Text("net/sockstat"), "TCP", "mem"),
            memory.Count > 2 ? memory[2] : null,
            now.ListenOverflows,
            now.ListenDrops,
            earlier is null ? null : now.ListenOverflows - earlier.ListenOverflows,
            earlier is null ? null : now.ListenDrops - earlier.ListenDrops);
    }

    /// <summary>The queues of the addresses that a master holds; which these are, root sees and the master's own user.</summary>
    public IReadOnlyList<ListenQueue> Queues(GatewayMaster master, List<UnseenResource> gaps)
    {
        IReadOnlyList<string> descriptors = ProcessTable.Descriptors(master.ProcessId);
        if (descriptors.Count == 0)
        {
            gaps.Add(new UnseenResource(GatewayResourceKind.ListenQueue, $"{master.Program} {master.ProcessId.ToString(CultureInfo.InvariantCulture)}", new NotSeen(
                $"the addresses of the {master.Program} master {master.ProcessId.ToString(CultureInfo.InvariantCulture)}", "its descriptors cannot be read", NotSeen.AsRoot)));
            return [];
        }

        HashSet<uint> held = [.. descriptors
            .Where(descriptor => descriptor.StartsWith(SocketPrefix, StringComparison.Ordinal))
            .Select(descriptor => uint.TryParse(descriptor.AsSpan(SocketPrefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out uint inode) ? inode : 0)];
        return [.. _listening.Where(socket => held.Contains(socket.Inode)).Select(socket => new ListenQueue(master.Program, master.ConfigurationPath, socket.Endpoint, socket.Queued, socket.QueueLimit))];
    }

    private string? Text(string file) => KernelText.Read(Path.Combine(procRoot, file));
}
