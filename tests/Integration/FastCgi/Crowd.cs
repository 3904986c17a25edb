using System.Net;
using System.Net.Sockets;

namespace Nginx502.IntegrationTests.FastCgi;

/// <summary>Connections that wait in a queue and ask for nothing.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly List<Socket> _sockets = [];

    private Crowd()
    {
    }

    /// <summary>So many connections before a listener.</summary>
    public static Crowd Before(EndPoint endPoint, int count)
    {
        Crowd crowd = new();
        for (int number = 0; number < count; number++)
        {
            Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
            crowd._sockets.Add(socket);
            socket.Connect(endPoint);
        }

        return crowd;
    }

    /// <inheritdoc/>
    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
