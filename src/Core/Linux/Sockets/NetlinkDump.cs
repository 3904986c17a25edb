using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Asks the kernel for a list of its sockets over netlink (man 7 sock_diag): what no file of /proc shows, such as the accept queues of
/// unix sockets. No right is needed. The list is that of the network namespace in which
/// the asking socket was made.
/// </summary>
internal static class NetlinkDump
{
    private const int NetlinkFamily = 16;
    private const int RawType = 3;
    private const int CloseOnExec = 0x80000;
    private const int SockDiagProtocol = 4;
    private const int SocketLevel = 1;
    private const int ReceiveTimeout = 20;
    private const int HeaderBytes = 16;
    private const ushort DiagByFamily = 20;
    private const ushort RequestDump = 0x301;
    private const ushort MessageError = 2;
    private const ushort MessageDone = 3;
    private const int BufferBytes = 64 * 1024;
    private const int TimeoutSeconds = 2;

    /// <summary>The messages of an answer, each without its header; null when the kernel does not answer, with the error number.</summary>
    /// <param name="request">The request of a family, without its header (linux/unix_diag.h, linux/inet_diag.h).</param>
    /// <param name="network">The network namespace, open; null for the own one.</param>
    /// <param name="errorNumber">Why there is no answer; 0 when there is.</param>
    public static unsafe IReadOnlyList<byte[]>? Ask(ReadOnlySpan<byte> request, SafeFileHandle? network, out int errorNumber)
    {
        using SafeFileHandle? socket = NamespaceSocket.Open(network, NetlinkFamily, RawType | CloseOnExec, SockDiagProtocol, out errorNumber);
        if (socket is null)
        {
            return null;
        }

        // A kernel answers at once; one that does not must not hold us.
        long* timeout = stackalloc long[2] { TimeoutSeconds, 0 };
        _ = SetOption(socket, SocketLevel, ReceiveTimeout, timeout, 2 * sizeof(long));
        byte[] message = new byte[HeaderBytes + request.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), DiagByFamily);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), RequestDump);
        request.CopyTo(message.AsSpan(HeaderBytes));
        fixed (byte* start = message)
        {
            if (Send(socket, start, message.Length, 0) != message.Length)
            {
                errorNumber = Marshal.GetLastPInvokeError();
                return null;
            }
        }

        return Receive(socket, out errorNumber);
    }

    /// <summary>The messages in one datagram of an answer.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="messages">Takes each message without its header.</param>
    /// <param name="errorNumber">What the kernel refused the request for; 0 when it did not.</param>
    /// <returns>True when the answer ends here.</returns>
    internal static bool Split(ReadOnlySpan<byte> datagram, List<byte[]> messages, out int errorNumber)
    {
        errorNumber = 0;
        while (datagram.Length >= HeaderBytes)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(datagram);
            ushort type = BinaryPrimitives.ReadUInt16LittleEndian(datagram[4..]);
            if (length < HeaderBytes || length > datagram.Length)
            {
                return true;
            }

            if (type is MessageDone or MessageError)
            {
                errorNumber = type == MessageError && length >= HeaderBytes + sizeof(int) ? -BinaryPrimitives.ReadInt32LittleEndian(datagram[HeaderBytes..]) : 0;
                return true;
            }

            messages.Add(datagram[HeaderBytes..length].ToArray());
            datagram = datagram[Math.Min(datagram.Length, Aligned(length))..];
        }

        return false;
    }

    /// <summary>The attributes behind a message's fixed part: type and value of each (man 7 netlink, struct nlattr).</summary>
    internal static IEnumerable<(int Type, ReadOnlyMemory<byte> Value)> Attributes(ReadOnlyMemory<byte> rest)
    {
        while (rest.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(rest.Span);
            int type = BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[2..]);
            if (length < 4 || length > rest.Length)
            {
                yield break;
            }

            yield return (type, rest[4..length]);
            rest = rest[Math.Min(rest.Length, Aligned(length))..];
        }
    }

    private static unsafe List<byte[]>? Receive(SafeFileHandle socket, out int errorNumber)
    {
        var messages = new List<byte[]>();
        byte[] buffer = new byte[BufferBytes];
        while (true)
        {
            nint received;
            fixed (byte* start = buffer)
            {
                received = Receive(socket, start, buffer.Length, 0);
            }

            if (received <= 0)
            {
                errorNumber = received < 0 ? Marshal.GetLastPInvokeError() : ErrorNumber.NoSuchDevice;
                if (errorNumber == ErrorNumber.Interrupted)
                {
                    continue;
                }

                return null;
            }

            if (Split(buffer.AsSpan(0, (int)received), messages, out errorNumber))
            {
                return errorNumber == 0 ? messages : null;
            }
        }
    }

    private static int Aligned(int length) => (length + 3) & ~3;

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static extern unsafe int SetOption(SafeFileHandle socket, int level, int option, void* value, int length);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    private static extern unsafe nint Send(SafeFileHandle socket, byte* data, nint length, int flags);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static extern unsafe nint Receive(SafeFileHandle socket, byte* data, nint length, int flags);
}
