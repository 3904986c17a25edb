using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nginx502.Lab;

/// <summary>A visitor that keeps its connection to nginx, by bytes: an HTTP client would retry and open others as it likes.</summary>
public sealed class KeptVisitor : IDisposable
{
    private static readonly byte[] EndOfHeader = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)Patience.Limit.TotalMilliseconds };
    private readonly string _host;

    /// <summary>Connects.</summary>
    public KeptVisitor(LabHost host)
    {
        _host = host.Options.ServerName;
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, host.Site.Nginx.Port));
    }

    /// <summary>Sends a request.</summary>
    /// <param name="method">GET, or POST with a body of one byte.</param>
    /// <param name="path">What is asked for.</param>
    public void Send(string method, string path) =>
        _socket.Send(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {_host}\r\n{(method == "POST" ? "Content-Length: 1\r\n\r\nx" : "\r\n")}"));

    /// <summary>Reads the answer; 0 when nginx closed the connection without one.</summary>
    /// <returns>Its status.</returns>
    public int Receive()
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        while (true)
        {
            int read = _socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            length += read;
            if (read == 0)
            {
                return 0;
            }

            int header = buffer.AsSpan(0, length).IndexOf(EndOfHeader);
            string text = Encoding.ASCII.GetString(buffer, 0, length);
            bool isWhole = header >= 0 && (text.Contains("\r\nContent-Length: ", StringComparison.Ordinal)
                ? length >= header + EndOfHeader.Length + ContentLength(text)
                : text.EndsWith("0\r\n\r\n", StringComparison.Ordinal));
            if (isWhole)
            {
                return int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static int ContentLength(string text)
    {
        string rest = text[(text.IndexOf("\r\nContent-Length: ", StringComparison.Ordinal) + "\r\nContent-Length: ".Length)..];
        return int.Parse(rest[..rest.IndexOf('\r', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }
}
