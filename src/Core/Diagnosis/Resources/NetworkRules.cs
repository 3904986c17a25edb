using static Nginx502.Diagnosis.ResourceThresholds;

namespace Nginx502.Diagnosis;

/// <summary>Sockets, queues, ports and the firewall's table.</summary>
internal static class NetworkRules
{
    /// <summary>Judges them.</summary>
    public static IEnumerable<GatewayResource> Judge(GatewayResourceFacts facts, ResourceRow row) =>
    [
        .. facts.ListenQueues.Select(queue => Queue(queue, row)),
        .. facts.Sockets is { } sockets ? [.. Overflows(sockets, row), .. Ports(sockets, row), .. States(sockets, row), .. SocketMemory(sockets, row)] : Array.Empty<GatewayResource>(),
        .. facts.ConnectionTracking is { } tracking ? [Tracking(tracking, row)] : Array.Empty<GatewayResource>(),
    ];

    private static GatewayResource Queue(ListenQueue queue, ResourceRow row)
    {
        // The kernel takes one more than the limit (include/net/sock.h, sk_acceptq_is_full).
        GatewayResourceState state = queue.Queued > queue.Limit ? GatewayResourceState.Exhausted
            : queue.Queued > 0 && queue.Queued >= queue.Limit * QueueWarning ? GatewayResourceState.Warning
            : GatewayResourceState.Fine;
        bool isFpm = queue.Program == "php-fpm";
        string full = isFpm ? "the next request is a 502 (\"Resource temporarily unavailable\" on a unix socket, a time-out on TCP)" : "the next visitors wait for seconds, or are turned away";
        return row.Make(
            GatewayResourceKind.ListenQueue, $"{queue.Program} {queue.Endpoint?.ToString() ?? "(no name)"}", queue.Queued, queue.Limit, "connections", state,
            state == GatewayResourceState.Exhausted ? $"The queue is full: {full}."
            : $"{CountText.Of(queue.Queued, "connection")} wait{(queue.Queued == 1 ? "s" : string.Empty)} of {queue.Limit} that may{(state == GatewayResourceState.Warning ? $": workers do not keep up, and when it is full {full}" : string.Empty)}.",
            isFpm
                ? new Remedy("See what the workers of the pool do: more of them, or faster scripts, empty it.", "Get-FpmStatus -Full")
                : new Remedy("See whether nginx's workers are stuck: they accept at once when they run."));
    }

    private static IEnumerable<GatewayResource> Overflows(MachineSockets sockets, ResourceRow row)
    {
        if (sockets.ListenDrops is not { } drops)
        {
            yield break;
        }

        bool isNow = sockets.NewListenDrops > 0;
        yield return row.Make(
            GatewayResourceKind.ListenOverflow, "TCP", isNow ? sockets.NewListenDrops : drops, null, "connections",
            isNow ? GatewayResourceState.Exhausted : drops > 0 ? GatewayResourceState.Note : GatewayResourceState.Fine,
            isNow ? $"{CountText.Of(sockets.NewListenDrops!.Value, "connection")} turned away while it was looked, {sockets.NewListenOverflows ?? 0} of them since a queue was full; {drops} since boot."
            : drops > 0 ? $"{CountText.Of(drops, "connection")} turned away since boot, {sockets.ListenOverflows ?? 0} of them since a queue was full; none while it was looked. Unix sockets are not counted here."
            : "No connection was turned away since boot. Unix sockets are not counted here.",
            new Remedy("See which queue it is; raise its backlog and net.core.somaxconn, or have it emptied faster.", "ss -ltn"));
    }

    private static IEnumerable<GatewayResource> Ports(MachineSockets sockets, ResourceRow row)
    {
        if (sockets.PortCount is not { } ports)
        {
            yield break;
        }

        SocketCount most = sockets.Destinations.Length > 0 ? sockets.Destinations[0] : new SocketCount("any place", 0);
        GatewayResourceState state = ResourceRow.OfCount(most.Count, ports);
        yield return row.Make(
            GatewayResourceKind.EphemeralPorts, $"to {most.Name}", most.Count, ports, "ports", state,
            state == GatewayResourceState.Fine ? $"{most.Count} of {ports} local ports lead there, more than anywhere else."
            : $"{most.Count} of {ports} local ports lead there: beyond, connecting fails with \"Cannot assign requested address\", a 502 at once.",
            new Remedy("Use a unix socket, or keep connections (keepalive in the upstream block).", "Sync-FpmEndpoint"),
            new Remedy("Widen the range.", "sysctl net.ipv4.ip_local_port_range='10240 65535'"));
    }

    private static IEnumerable<GatewayResource> States(MachineSockets sockets, ResourceRow row)
    {
        if (sockets.States.Length == 0 && sockets.PortCount is null)
        {
            yield break;
        }

        long all = sockets.States.Sum(state => state.Count);
        long closeWait = CountOf(sockets, "close-wait");
        long timeWait = CountOf(sockets, "time-wait");
        bool isLeaking = closeWait >= CloseWaitWarning;
        string listing = all == 0 ? "There is no connection." : string.Join(", ", sockets.States.Select(state => $"{state.Count} {state.Name}")) + ".";
        yield return row.Make(
            GatewayResourceKind.Sockets, "TCP", all, null, "sockets", isLeaking ? GatewayResourceState.Warning : GatewayResourceState.Fine,
            isLeaking ? $"{closeWait} wait for a program here to close them (close-wait): it is stuck, or forgets them. {listing}" : listing,
            new Remedy("See whose they are.", "ss -tnp state close-wait"));
        if (sockets.TimeWaitLimit is { } limit && timeWait >= limit * CountWarning)
        {
            yield return row.Make(
                GatewayResourceKind.Sockets, "TCP time-wait", timeWait, limit, "sockets", GatewayResourceState.Warning,
                "Beyond the limit (net.ipv4.tcp_max_tw_buckets) the kernel forgets them early, which is harmless in itself: so many say that connections are not kept.",
                new Remedy("Keep connections to the upstream (keepalive in the upstream block)."));
        }
    }

    private static IEnumerable<GatewayResource> SocketMemory(MachineSockets sockets, ResourceRow row)
    {
        if (sockets is { MemoryPages: { } pages, MemoryPageLimit: > 0 and { } limit })
        {
            yield return row.Make(
                GatewayResourceKind.SocketMemory, "TCP", pages, limit, "pages", ResourceRow.OfCount(pages, limit),
                "Memory of all TCP connections (net.ipv4.tcp_mem): beyond, the kernel drops packets and connections.",
                new Remedy("Find the connections with full buffers.", "ss -tnm"));
        }
    }

    private static GatewayResource Tracking(ConnectionTracking tracking, ResourceRow row) => row.Make(
        GatewayResourceKind.ConnectionTracking, "firewall", tracking.Count, tracking.Limit, "connections", ResourceRow.OfCount(tracking.Count, tracking.Limit),
        $"{tracking.Count} of {tracking.Limit} connections that the firewall keeps track of: beyond, the first packets of new ones are dropped and visitors wait.",
        new Remedy("Raise it.", $"sysctl net.netfilter.nf_conntrack_max={tracking.Limit * 2}"));

    private static long CountOf(MachineSockets sockets, string state) => sockets.States.FirstOrDefault(one => one.Name == state)?.Count ?? 0;
}
