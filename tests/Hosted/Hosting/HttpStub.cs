using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Nginx502.HostedTests.Hosting;

/// <summary>A web server on loopback for tests of load.</summary>
internal sealed class HttpStub : IDisposable
{
    // RFC 8446, 5.1: what a client that speaks TLS begins with.
    private const byte TlsHandshake = 22;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _serving;
    private int _requests;
    private int _connections;
    private int _open;
    private int _underWay;

    /// <summary>Starts one.</summary>
    /// <param name="isSecure">True for HTTPS, with a certificate that nobody trusts.</param>
    public HttpStub(bool isSecure = false)
    {
        _certificate = isSecure ? MakeCertificate() : null;
        _listener.Start(512);
        _serving = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public string Uri => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    /// <summary>Requests so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Connections so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections that are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>The status line and headers of every answer.</summary>
    public string Head { get; init; } = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n";

    /// <summary>The content of every answer.</summary>
    public string Body { get; init; } = "hello";

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>So many requests at the same time are answered; more get 502 at once.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>True to say nothing at all.</summary>
    public bool IsSilent { get; init; }

    /// <summary>True to send an answer that never ends.</summary>
    public bool IsEndless { get; init; }

    /// <summary>The first line of the last request.</summary>
    public string Asked { get; private set; } = string.Empty;

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Stop();
        _serving.Wait();
        _closing.Dispose();
        _certificate?.Dispose();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nobody.example", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.Now.AddDays(-1), DateTimeOffset.Now.AddDays(1));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_closing.Token);
                Interlocked.Increment(ref _connections);
                _ = TalkAsync(socket);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        Interlocked.Increment(ref _open);
        socket.NoDelay = true;
        try
        {
            await using Stream stream = await OpenAsync(socket);
            byte[] buffer = new byte[8192];
            while (true)
            {
                int length = 0;
                while (length < 4 || !buffer.AsSpan(length - 4, 4).SequenceEqual("\r\n\r\n"u8))
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(length), _closing.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    length += read;
                    if (buffer[0] == TlsHandshake)
                    {
                        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), _closing.Token);
                        return;
                    }
                }

                string asked = Encoding.ASCII.GetString(buffer, 0, length);
                Asked = asked.Split('\r')[0];
                Interlocked.Increment(ref _requests);
                if (IsSilent)
                {
                    continue;
                }

                if (IsEndless)
                {
                    await SendForEverAsync(stream);
                }

                bool isClosing = asked.Contains("Connection: close", StringComparison.Ordinal);
                await stream.WriteAsync(await AnswerAsync(isClosing), _closing.Token);
                if (isClosing)
                {
                    return;
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task SendForEverAsync(Stream stream)
    {
        byte[] more = new byte[1 << 20];
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), _closing.Token);
        while (true)
        {
            await stream.WriteAsync(more, _closing.Token);
        }
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (_certificate is null)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(_certificate);
        return secure;
    }

    private async Task<byte[]> AnswerAsync(bool isClosing)
    {
        string close = isClosing ? "Connection: close\r\n" : string.Empty;
        try
        {
            if (Interlocked.Increment(ref _underWay) > Limit)
            {
                return Encoding.ASCII.GetBytes($"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n{close}\r\n502");
            }

            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, _closing.Token);
            }

            return Encoding.ASCII.GetBytes($"{Head}{close}\r\n{Body}");
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
