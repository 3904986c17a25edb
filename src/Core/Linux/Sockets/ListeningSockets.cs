using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>The listening unix stream and TCP sockets of this network namespace with their accept queues, from the kernel (man 7 sock_diag).</summary>
public static class ListeningSockets
{
    private const byte UnixFamily = 1;
    private const byte InetFamily = 2;
    private const byte Inet6Family = 10;
    private const byte TcpProtocol = 6;
    private const byte StreamType = 1;
    private const uint ListenState = 1 << 10;
    private const uint ShowNameFileQueueOwner = 0x01 | 0x02 | 0x10 | 0x40;
    private const uint ShowWaiting = 0x08;
    private const int UnixNameAttribute = 0;
    private const int UnixFileAttribute = 1;
    private const int UnixWaitingAttribute = 3;
    private const int UnixQueueAttribute = 4;
    private const int UnixOwnerAttribute = 7;
    private const int UnixMessageBytes = 16;
    private const int InetMessageBytes = 72;

    /// <summary>Reads them all; what the kernel does not tell is in <paramref name="notSeen"/>.</summary>
    /// <param name="notSeen">The families that were not told, each with the reason.</param>
    public static IReadOnlyList<ListeningSocket> Read(out IReadOnlyList<NotSeen> notSeen) => Read(null, out notSeen);

    /// <summary>The most connections that any new socket of this network namespace lets wait (net.core.somaxconn); null when it is not told.</summary>
    public static int? MaximumBacklog() =>
        int.TryParse(FileTree.Host.ReadText("/proc/sys/net/core/somaxconn", out _)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int backlog) ? backlog : null;

    /// <summary>Reads those of a network namespace.</summary>
    /// <param name="network">The namespace, open; null for the own one.</param>
    /// <param name="notSeen">The families that were not told, each with the reason.</param>
    internal static IReadOnlyList<ListeningSocket> Read(SafeFileHandle? network, out IReadOnlyList<NotSeen> notSeen)
    {
        var found = new List<ListeningSocket>();
        var gaps = new List<NotSeen>();
        foreach (byte family in (byte[])[UnixFamily, InetFamily, Inet6Family])
        {
            byte[] request = family == UnixFamily ? UnixRequest(ShowNameFileQueueOwner) : InetRequest(family);
            if (NetlinkDump.Ask(request, network, out int errorNumber) is { } messages)
            {
                ListeningSocket[] told = [.. messages.Select(message => family == UnixFamily ? ParseUnix(message) : ParseInet(message)).OfType<ListeningSocket>()];
                found.AddRange(family == UnixFamily && Array.Exists(told, socket => socket.Queued > 0) ? WithoutGone(told, network) : told);
            }
            else if (family != Inet6Family)
            {
                gaps.Add(new NotSeen(
                    family == UnixFamily ? "accept queues of unix sockets" : "accept queues of TCP sockets",
                    $"the kernel does not tell over netlink (errno {errorNumber})",
                    "Load the kernel modules unix_diag and inet_diag, or run it outside of the container."));
            }
        }

        notSeen = gaps;
        return found;
    }

    /// <summary>One unix socket of an answer (linux/unix_diag.h); null when it is none that listens for streams.</summary>
    internal static ListeningSocket? ParseUnix(ReadOnlyMemory<byte> message)
    {
        if (message.Length < UnixMessageBytes || message.Span[1] != StreamType)
        {
            return null;
        }

        uint inode = BinaryPrimitives.ReadUInt32LittleEndian(message.Span[4..]);
        FpmEndpoint? endpoint = null;
        (long queued, long limit) = (0, 0);
        (uint fileInode, uint fileDevice) = (0, 0);
        uint? owner = null;
        foreach ((int type, ReadOnlyMemory<byte> value) in NetlinkDump.Attributes(message[UnixMessageBytes..]))
        {
            switch (type)
            {
                case UnixNameAttribute when value.Length > 0 && value.Span[0] == (byte)'/':
                    _ = FpmEndpoint.TryParse("unix:" + Encoding.UTF8.GetString(value.Span).TrimEnd('\0'), out endpoint);
                    break;
                case UnixFileAttribute when value.Length >= 8:
                    fileInode = BinaryPrimitives.ReadUInt32LittleEndian(value.Span);
                    fileDevice = BinaryPrimitives.ReadUInt32LittleEndian(value.Span[4..]);
                    break;
                case UnixQueueAttribute when value.Length >= 8:
                    queued = BinaryPrimitives.ReadUInt32LittleEndian(value.Span);
                    limit = BinaryPrimitives.ReadUInt32LittleEndian(value.Span[4..]);
                    break;
                case UnixOwnerAttribute when value.Length >= 4:
                    owner = BinaryPrimitives.ReadUInt32LittleEndian(value.Span);
                    break;
            }
        }

        return new ListeningSocket(endpoint, inode, queued, limit, fileInode, fileDevice, owner);
    }

    /// <summary>
    /// How many of those that wait at a unix socket went away meanwhile: the kernel keeps them until a worker takes them, and tells 0 for each in place of the number of its socket
    /// (linux: net/unix/diag.c, sk_diag_dump_icons).
    /// </summary>
    internal static (uint Inode, int Gone) ParseGone(ReadOnlyMemory<byte> message)
    {
        if (message.Length < UnixMessageBytes)
        {
            return (0, 0);
        }

        int gone = 0;
        foreach ((int type, ReadOnlyMemory<byte> value) in NetlinkDump.Attributes(message[UnixMessageBytes..]))
        {
            for (int at = 0; type == UnixWaitingAttribute && at + sizeof(uint) <= value.Length; at += sizeof(uint))
            {
                gone += BinaryPrimitives.ReadUInt32LittleEndian(value.Span[at..]) == 0 ? 1 : 0;
            }
        }

        return (BinaryPrimitives.ReadUInt32LittleEndian(message.Span[4..]), gone);
    }

    // Asked for by itself: an answer with thousands of numbers does not fit into a message, and the kernel leaves out what comes after it.
    private static IEnumerable<ListeningSocket> WithoutGone(IEnumerable<ListeningSocket> sockets, SafeFileHandle? network)
    {
        Dictionary<uint, int> gone = (NetlinkDump.Ask(UnixRequest(ShowWaiting), network, out _) ?? []).Select(message => ParseGone(message)).GroupBy(one => one.Inode).ToDictionary(one => one.Key, one => one.First().Gone);
        return sockets.Select(socket => socket.WithoutGone(gone.GetValueOrDefault(socket.Inode)));
    }

    /// <summary>One TCP socket of an answer (linux/inet_diag.h); null when the message is cut.</summary>
    internal static ListeningSocket? ParseInet(ReadOnlyMemory<byte> message)
    {
        ReadOnlySpan<byte> bytes = message.Span;
        if (bytes.Length < InetMessageBytes)
        {
            return null;
        }

        int port = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var address = new IPAddress(bytes.Slice(8, bytes[0] == InetFamily ? 4 : 16));
        string host = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        _ = FpmEndpoint.TryParse($"{host}:{port}", out FpmEndpoint? endpoint);
        return new ListeningSocket(
            endpoint,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[68..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[56..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[60..]),
            FileInode: 0,
            FileDevice: 0,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[64..]));
    }

    private static byte[] UnixRequest(uint show)
    {
        byte[] request = new byte[24];
        request[0] = UnixFamily;
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), ListenState);
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(12), show);
        return request;
    }

    private static byte[] InetRequest(byte family)
    {
        byte[] request = new byte[56];
        request[0] = family;
        request[1] = TcpProtocol;
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), ListenState);
        return request;
    }
}
