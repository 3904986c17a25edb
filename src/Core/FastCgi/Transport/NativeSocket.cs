using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.FastCgi;

/// <summary>
/// Sockets by the calls of the C library: .NET's own give one error for several of the kernel's (a missing path and an address
/// that cannot be assigned are the same there), and here the difference is the answer. All sockets are non-blocking; results
/// are the kernel's error numbers, 0 for none. Numbers are those of Linux on every processor that .NET runs on.
/// </summary>
internal static class NativeSocket
{
    private const int UnixFamily = 1;
    private const int Stream = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int SocketLevel = 1;
    private const int PendingErrorOption = 4;
    private const int TcpLevel = 6;
    private const int NoDelayOption = 1;
    private const int NoSignal = 0x4000;
    private const int Peek = 2;
    private const int Interrupted = 4;
    private const int TryAgain = 11;

    /// <summary>The connection is being made (man 2 connect, EINPROGRESS).</summary>
    public const int InProgress = 115;

    /// <summary>It would have to wait (EAGAIN); from a connect to a unix socket: its queue is full.</summary>
    public const int WouldBlock = TryAgain;

    /// <summary>Makes a stream socket; null with the error when it cannot be made.</summary>
    /// <param name="family">The family as the first two bytes of an address have it.</param>
    /// <param name="error">The error.</param>
    public static SafeFileHandle? Create(int family, out int error)
    {
        SafeFileHandle socket = OpenSocket(family, Stream | NonBlocking | CloseOnExec, 0);
        error = 0;
        if (socket.IsInvalid)
        {
            error = Marshal.GetLastPInvokeError();
            socket.Dispose();
            return null;
        }

        if (family != UnixFamily)
        {
            // Else the last part of a long request waits for an acknowledgement that the other side holds back.
            int on = 1;
            _ = SetOption(socket, TcpLevel, NoDelayOption, on, sizeof(int));
        }

        return socket;
    }

    /// <summary>Begins to connect, on the calling thread and with its rights.</summary>
    public static unsafe int Connect(SafeFileHandle socket, ReadOnlySpan<byte> address)
    {
        fixed (byte* bytes = address)
        {
            // An interrupted connect goes on by itself, and asking again would only say so.
            return OpenConnection(socket, bytes, address.Length) == 0 ? 0 : Marshal.GetLastPInvokeError() is int error and not Interrupted ? error : InProgress;
        }
    }

    /// <summary>What became of a connect that was in progress.</summary>
    public static int PendingError(SafeFileHandle socket)
    {
        int length = sizeof(int);
        return GetOption(socket, SocketLevel, PendingErrorOption, out int error, ref length) == 0 ? error : Marshal.GetLastPInvokeError();
    }

    /// <summary>Sends as much as can be sent now.</summary>
    public static unsafe int Send(SafeFileHandle socket, ReadOnlySpan<byte> bytes, out int sent)
    {
        fixed (byte* start = bytes)
        {
            nint result;
            do
            {
                result = SendBytes(socket, start, bytes.Length, NoSignal);
            }
            while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            sent = (int)Math.Max(0, result);
            return result < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <summary>Receives what is there; 0 bytes without an error mean that the other side has closed.</summary>
    public static int Receive(SafeFileHandle socket, Span<byte> bytes, out int received) => Receive(socket, bytes, 0, out received);

    /// <summary>True when an idle connection is still good: it is open, and nothing that nobody asked for lies in it.</summary>
    public static bool IsQuiet(SafeFileHandle socket)
    {
        Span<byte> one = stackalloc byte[1];
        return Receive(socket, one, Peek, out _) == WouldBlock;
    }

    /// <summary>Waits for what the entries ask for, at most so many milliseconds.</summary>
    public static unsafe int Poll(Span<PollEntry> entries, int milliseconds)
    {
        fixed (PollEntry* first = entries)
        {
            return WaitForEvents(first, (nuint)entries.Length, milliseconds) >= 0 ? 0 : Marshal.GetLastPInvokeError() is int error and not Interrupted ? error : 0;
        }
    }

    private static unsafe int Receive(SafeFileHandle socket, Span<byte> bytes, int flags, out int received)
    {
        fixed (byte* start = bytes)
        {
            nint result;
            do
            {
                result = ReceiveBytes(socket, start, bytes.Length, flags);
            }
            while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            received = (int)Math.Max(0, result);
            return result < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static extern SafeFileHandle OpenSocket(int family, int type, int protocol);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static extern unsafe int OpenConnection(SafeFileHandle socket, byte* address, int length);

    [DllImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static extern int GetOption(SafeFileHandle socket, int level, int option, out int value, ref int length);

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static extern int SetOption(SafeFileHandle socket, int level, int option, in int value, int length);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    private static extern unsafe nint SendBytes(SafeFileHandle socket, byte* bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static extern unsafe nint ReceiveBytes(SafeFileHandle socket, byte* bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern unsafe int WaitForEvents(PollEntry* entries, nuint count, int milliseconds);
}
