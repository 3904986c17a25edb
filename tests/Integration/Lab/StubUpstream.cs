using System.Net;
using System.Net.Sockets;

namespace Nginx502.Lab;

/// <summary>A listener on loopback in place of php-fpm that gives every connection the same answer and closes it.</summary>
public sealed class StubUpstream : IDisposable
{
    private readonly TcpListener _listener;
    private readonly byte[] _answer;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    /// <summary>Begins to listen.</summary>
    /// <param name="endpoint">The address and port of loopback.</param>
    /// <param name="answer">The bytes that each connection gets once its request has come; may be empty.</param>
    public StubUpstream(string endpoint, ReadOnlySpan<byte> answer)
    {
        _answer = answer.ToArray();
        _listener = new TcpListener(IPEndPoint.Parse(endpoint));
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_serving.IsCompleted)
        {
            return;
        }

        _closing.Cancel();
        _serving.Wait();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        byte[] request = new byte[64 * 1024];
        try
        {
            while (true)
            {
                using Socket connection = await _listener.AcceptSocketAsync(_closing.Token).ConfigureAwait(false);

                // A request of the laboratory comes in one piece. What was read completely is closed without a reset.
                await connection.ReceiveAsync(request, _closing.Token).ConfigureAwait(false);
                await connection.SendAsync(_answer, _closing.Token).ConfigureAwait(false);
                connection.Shutdown(SocketShutdown.Both);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
