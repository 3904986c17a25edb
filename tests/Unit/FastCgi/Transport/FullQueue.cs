using System.Net;
using System.Net.Sockets;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>A listener that accepts nobody and whose queue is full.</summary>
internal sealed class FullQueue : IDisposable
{
    private readonly List<Socket> _sockets = [];

    public FullQueue(EndPoint endPoint)
    {
        Socket listener = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        _sockets.Add(listener);
        listener.Bind(endPoint);
        listener.Listen(1);
        LocalEndPoint = listener.LocalEndPoint!;

        // Linux lets one more wait than was asked for; further ones are turned away, or get no answer with TCP.
        for (int waiting = 0; waiting < 2; waiting++)
        {
            Socket client = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
            _sockets.Add(client);
            client.Connect(LocalEndPoint);
        }
    }

    public EndPoint LocalEndPoint { get; }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
