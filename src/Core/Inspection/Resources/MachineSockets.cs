namespace Nginx502;

/// <summary>The TCP sockets of a network namespace.</summary>
/// <param name="States">How many there are in each state, the most first; empty when it was not seen.</param>
/// <param name="Destinations">The places to which most local ports lead, the most first.</param>
/// <param name="PortCount">How many local ports the kernel chooses among, reserved ones left out; null when it was not seen.</param>
/// <param name="TimeWaitLimit">How many may wait for the end of their time (net.ipv4.tcp_max_tw_buckets); null when it was not seen.</param>
/// <param name="MemoryPages">Memory of TCP, in pages; null when it was not seen.</param>
/// <param name="MemoryPageLimit">How much it may be (the third number of net.ipv4.tcp_mem); null in containers, which do not see it.</param>
/// <param name="ListenOverflows">Connections since boot that found a queue full; null when it was not seen.</param>
/// <param name="ListenDrops">Connections since boot that were turned away at a listening socket, for whatever reason; null when it was not seen.</param>
/// <param name="NewListenOverflows">Those that found one full while it was looked; null after one look.</param>
/// <param name="NewListenDrops">Those that were turned away while it was looked; null after one look.</param>
public sealed record MachineSockets(
    SocketCount[] States,
    SocketCount[] Destinations,
    long? PortCount,
    long? TimeWaitLimit,
    long? MemoryPages,
    long? MemoryPageLimit,
    long? ListenOverflows,
    long? ListenDrops,
    long? NewListenOverflows,
    long? NewListenDrops);
