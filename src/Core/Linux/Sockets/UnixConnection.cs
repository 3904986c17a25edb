using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>A connected or listening unix socket as the kernel has it (man 7 sock_diag).</summary>
/// <param name="Inode">Its number among sockets, which /proc/PID/fd shows.</param>
/// <param name="Name">The path or the abstract name that it is bound to, which a connection has from its listener; null for the side that connected.</param>
/// <param name="PeerInode">The other end; null when it was not told, and 0 for one that nobody has accepted yet.</param>
/// <param name="Waiting">Of a listener, the sockets whose connections nobody has accepted yet.</param>
internal sealed record UnixConnection(uint Inode, string? Name, uint? PeerInode, IReadOnlyList<uint> Waiting)
{
    private const byte UnixFamily = 1;
    private const uint EstablishedOrListening = 1 << 1 | 1 << 10;
    private const uint ShowNamePeerAndWaiting = 0x01 | 0x04 | 0x08;
    private const int NameAttribute = 0;
    private const int PeerAttribute = 2;
    private const int WaitingAttribute = 3;
    private const int MessageBytes = 16;

    /// <summary>Those of this network namespace; null when the kernel does not tell.</summary>
    public static IReadOnlyList<UnixConnection>? Read()
    {
        byte[] request = new byte[24];
        request[0] = UnixFamily;
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), EstablishedOrListening);
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(12), ShowNamePeerAndWaiting);
        return NetlinkDump.Ask(request, network: null, out _) is { } messages ? [.. messages.Select(message => Parse(message)).OfType<UnixConnection>()] : null;
    }

    /// <summary>One of an answer (linux/unix_diag.h); null when the message is cut.</summary>
    public static UnixConnection? Parse(ReadOnlyMemory<byte> message)
    {
        if (message.Length < MessageBytes)
        {
            return null;
        }

        string? name = null;
        uint? peer = null;
        uint[] waiting = [];
        foreach ((int type, ReadOnlyMemory<byte> value) in NetlinkDump.Attributes(message[MessageBytes..]))
        {
            if (type == NameAttribute && value.Length > 1)
            {
                // An abstract name begins with a NUL, as ss shows it with @.
                string text = FileNameText.Decode(value.Span).TrimEnd('\0');
                name = text.StartsWith('\0') ? "@" + text[1..] : text;
            }
            else if (type == PeerAttribute && value.Length >= sizeof(uint))
            {
                peer = BinaryPrimitives.ReadUInt32LittleEndian(value.Span);
            }
            else if (type == WaitingAttribute)
            {
                waiting = MemoryMarshal.Cast<byte, uint>(value.Span[..(value.Length / sizeof(uint) * sizeof(uint))]).ToArray();
            }
        }

        return new UnixConnection(BinaryPrimitives.ReadUInt32LittleEndian(message.Span[4..]), string.IsNullOrEmpty(name) ? null : name, peer, waiting);
    }
}
