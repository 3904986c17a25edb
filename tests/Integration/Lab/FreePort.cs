using System.Net;
using System.Net.Sockets;

namespace Nginx502.Lab;

/// <summary>
/// Finds ports on loopback that nobody uses. They are taken from below the kernel's ephemeral range (32768 and up), so
/// that no outgoing connection takes one between finding and listening, and one after the other from somewhere, so that
/// no two tests of a process get the same.
/// </summary>
public static class FreePort
{
    private const int First = 20000;
    private const int Last = 32000;
    private const int Attempts = 200;

    private static int _last = Random.Shared.Next(Last - First);

    /// <summary>A TCP port of 127.0.0.1 that can be listened on.</summary>
    public static int Tcp() => Find(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>A UDP port of 127.0.0.1 that nobody reads.</summary>
    public static int Udp() => Find(SocketType.Dgram, ProtocolType.Udp);

    private static int Find(SocketType type, ProtocolType protocol)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref _last) % (Last - First));
            using Socket socket = new(AddressFamily.InterNetwork, type, protocol);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken; try another one.
            }
        }

        throw new LabException($"No free port of 127.0.0.1 between {First} and {Last} in {Attempts} attempts.");
    }
}
