using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Nginx502.Linux;

/// <summary>The TCP sockets of this network namespace that do not listen: how many there are in each state, and how many local ports lead to each place.</summary>
/// <param name="ByState">How many in each state, by the kernel's number of it (include/net/tcp_states.h).</param>
/// <param name="ByDestination">How many whose local port is one that the kernel chooses, by where they lead: <c>10.0.0.5:3306</c>.</param>
internal sealed record TcpSockets(IReadOnlyDictionary<int, long> ByState, IReadOnlyDictionary<string, long> ByDestination)
{
    private const byte InetFamily = 2;
    private const byte Inet6Family = 10;
    private const byte TcpProtocol = 6;
    private const int RequestBytes = 56;
    private const int LeastMessageBytes = 40;
    private const int ListenState = 10;
    private const uint AllStates = 0x1FFF;

    /// <summary>The kernel's number of connections in use.</summary>
    public const int Established = 1;

    /// <summary>Connections that were ended here a minute ago at most, and whose ports are still taken.</summary>
    public const int TimeWait = 6;

    /// <summary>Connections that the other side ended and the program here has not: it is stuck, or leaks.</summary>
    public const int CloseWait = 8;

    /// <summary>Reads them; null with the kernel's error number when it does not tell.</summary>
    /// <param name="firstPort">The first of the local ports that the kernel chooses.</param>
    /// <param name="lastPort">The last of them.</param>
    /// <param name="listening">Ports among them on which somebody listens: connections to these were not made here.</param>
    /// <param name="errorNumber">Why there is no answer; 0 when there is.</param>
    public static TcpSockets? Read(int firstPort, int lastPort, IReadOnlySet<int> listening, out int errorNumber)
    {
        var states = new Dictionary<int, long>();
        var destinations = new Dictionary<string, long>(StringComparer.Ordinal);
        errorNumber = 0;
        foreach (byte family in (byte[])[InetFamily, Inet6Family])
        {
            byte[] request = new byte[RequestBytes];
            request[0] = family;
            request[1] = TcpProtocol;
            BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), AllStates & ~(1u << ListenState));
            IReadOnlyList<byte[]>? messages = NetlinkDump.Ask(request, network: null, out int error);
            if (messages is null && family == InetFamily)
            {
                errorNumber = error;
                return null;
            }

            foreach (byte[] message in messages ?? [])
            {
                Count(message, firstPort, lastPort, listening, states, destinations);
            }
        }

        return new TcpSockets(states, destinations);
    }

    /// <summary>Counts one socket of an answer (linux/inet_diag.h); one that is cut is passed over.</summary>
    internal static void Count(
        ReadOnlySpan<byte> message, int firstPort, int lastPort, IReadOnlySet<int> listening, Dictionary<int, long> states, Dictionary<string, long> destinations)
    {
        if (message.Length < LeastMessageBytes)
        {
            return;
        }

        int state = message[1];
        states[state] = states.GetValueOrDefault(state) + 1;
        int local = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        if (local < firstPort || local > lastPort || listening.Contains(local))
        {
            return;
        }

        var address = new IPAddress(message.Slice(24, message[0] == InetFamily ? 4 : 16));
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        string destination = new IPEndPoint(address, BinaryPrimitives.ReadUInt16BigEndian(message[6..])).ToString();
        destinations[destination] = destinations.GetValueOrDefault(destination) + 1;
    }

    /// <summary>A state as people know it: <c>ESTAB</c> is the 1 of the kernel.</summary>
    public static string NameOf(int state) => state switch
    {
        1 => "established",
        2 => "syn-sent",
        3 or 12 => "syn-recv",
        4 => "fin-wait-1",
        5 => "fin-wait-2",
        6 => "time-wait",
        7 => "closed",
        8 => "close-wait",
        9 => "last-ack",
        11 => "closing",
        _ => state.ToString(CultureInfo.InvariantCulture),
    };
}
