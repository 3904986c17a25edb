using System.Net;
using System.Net.Sockets;

namespace Nginx502.Lab;

/// <summary>A listener on loopback that takes every connection and never says a word, like a database that is locked.</summary>
public sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePort.Tcp());
    private readonly List<Socket> _connections = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    /// <summary>Begins to listen.</summary>
    public SilentServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Closes all connections; whoever waits learns that nothing comes.</summary>
    public void Dispose()
    {
        if (_serving.IsCompleted)
        {
            return;
        }

        _closing.Cancel();
        _serving.Wait();
        _connections.ForEach(connection => connection.Dispose());
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(await _listener.AcceptSocketAsync(_closing.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
