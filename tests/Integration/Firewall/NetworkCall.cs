using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Nginx502.IntegrationTests.Firewall;

/// <summary>
/// Sockets by the calls of the C library: a thread that is in another network namespace runs no more of .NET than it must, since threads that the runtime starts from it would
/// stay there.
/// </summary>
internal static class NetworkCall
{
    private const int CloneNewNet = 0x40000000;
    private const int Inet = 2;
    private const int Inet6 = 10;
    private const int StreamNonBlocking = 1 | 0x800 | 0x80000;
    private const int SocketLevel = 1;
    private const int ReuseAddress = 2;
    private const int Error = 4;
    private const int Ipv6Level = 41;
    private const int V6Only = 26;
    private const short Writable = 4;

    /// <summary>Does something on a thread that is in a network namespace.</summary>
    public static T In<T>(int processId, Func<T> act)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                int file = Open($"/proc/{processId}/ns/net", 0x80000);
                Require(file >= 0 && SetNs(file, CloneNewNet) == 0, "setns");
                _ = Close(file);
                result = act();
            }
            catch (Exception exception) when (exception is InvalidOperationException)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException(failure.Message, failure);
    }

    /// <summary>Listens on a port of all addresses of a family; the descriptor holds it.</summary>
    public static int Listen(int family, int port)
    {
        int socket = NewSocket(family);
        int on = 1;
        _ = SetOption(socket, SocketLevel, ReuseAddress, ref on, sizeof(int));
        if (family == Inet6)
        {
            _ = SetOption(socket, Ipv6Level, V6Only, ref on, sizeof(int));
        }

        byte[] address = Address(family == Inet6 ? IPAddress.IPv6Any : IPAddress.Any, port);
        Require(Bind(socket, address, address.Length) == 0, "bind");
        Require(Listen_(socket, 1024) == 0, "listen");
        return socket;
    }

    /// <summary>Begins to connect; the descriptor.</summary>
    public static int Connect(IPAddress from, IPAddress to, int port)
    {
        int family = to.AddressFamily == AddressFamily.InterNetworkV6 ? Inet6 : Inet;
        int socket = NewSocket(family);
        byte[] own = Address(from, 0);
        Require(Bind(socket, own, own.Length) == 0, $"bind to {from}");
        byte[] address = Address(to, port);
        _ = Connect_(socket, address, address.Length);
        return socket;
    }

    /// <summary>What has become of it: 0 connected, an error number, or null while nothing has.</summary>
    public static int? Outcome(int socket)
    {
        var entry = new PollEntry { Descriptor = socket, Events = Writable };
        if (Poll(ref entry, 1, 0) <= 0)
        {
            return null;
        }

        int error = 0;
        int length = sizeof(int);
        Require(GetOption(socket, SocketLevel, Error, ref error, ref length) == 0, "getsockopt");
        return error;
    }

    /// <summary>Closes a descriptor.</summary>
    public static void CloseAll(IEnumerable<int> sockets)
    {
        foreach (int socket in sockets)
        {
            _ = Close(socket);
        }
    }

    private static int NewSocket(int family)
    {
        int socket = Socket_(family, StreamNonBlocking, 0);
        Require(socket >= 0, "socket");
        return socket;
    }

    private static byte[] Address(IPAddress address, int port)
    {
        byte[] bytes = address.GetAddressBytes();
        bool is6 = bytes.Length == 16;
        byte[] form = new byte[is6 ? 28 : 16];
        form[0] = (byte)(is6 ? Inet6 : Inet);
        (form[2], form[3]) = ((byte)(port >> 8), (byte)port);
        bytes.CopyTo(form, is6 ? 8 : 4);
        return form;
    }

    private static void Require(bool isDone, string what)
    {
        if (!isDone)
        {
            throw new InvalidOperationException($"{what}: errno {Marshal.GetLastPInvokeError()}");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNs(int file, int kind);

    [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static extern int Socket_(int family, int type, int protocol);

    [DllImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static extern int Bind(int socket, byte[] address, int length);

    [DllImport("libc", EntryPoint = "listen", SetLastError = true)]
    private static extern int Listen_(int socket, int backlog);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static extern int Connect_(int socket, byte[] address, int length);

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static extern int SetOption(int socket, int level, int name, ref int value, int length);

    [DllImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static extern int GetOption(int socket, int level, int name, ref int value, ref int length);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll(ref PollEntry entry, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
