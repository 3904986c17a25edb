using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nginx502.HostedTests.Hosting;

/// <summary>A listener on loopback in place of php-fpm that gives every request the same answer, and keeps what was asked.</summary>
internal sealed class FastCgiStub : IDisposable
{
    private const byte StandardInput = 5;
    private const byte StandardOutput = 6;
    private const byte StandardError = 7;
    private const byte EndRequest = 3;
    private const int HeaderSize = 8;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly byte[] _answer;
    private readonly bool _isSilent;
    private readonly Task _serving;

    private FastCgiStub(byte[] answer, bool isSilent)
    {
        (_answer, _isSilent) = (answer, isSilent);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens: <c>127.0.0.1:port</c>.</summary>
    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>The bytes of every request, as text.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>One that answers.</summary>
    /// <param name="output">Header and body.</param>
    /// <param name="errorOutput">What is to be logged.</param>
    public static FastCgiStub Answering(string output, string errorOutput = "") => new(
        [.. Record(StandardError, errorOutput), .. Record(StandardOutput, output), .. Record(EndRequest, "\0\0\0\0\0\0\0\0")], isSilent: false);

    /// <summary>One that reads and says nothing.</summary>
    public static FastCgiStub Silent() => new([], isSilent: true);

    public void Dispose()
    {
        _closing.Cancel();
        _serving.Wait();
        _listener.Dispose();
        _closing.Dispose();
    }

    private static byte[] Record(byte type, string content)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(content);
        byte[] record = [1, type, 0, 1, 0, 0, 0, 0, .. bytes];
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(4), (ushort)bytes.Length);
        return bytes.Length == 0 ? [] : record;
    }

    private async Task ServeAsync()
    {
        List<Socket> kept = [];
        try
        {
            while (true)
            {
                Socket connection = await _listener.AcceptSocketAsync(_closing.Token);
                kept.Add(connection);
                Asked.Enqueue(await ReadRequestAsync(connection));
                if (!_isSilent)
                {
                    await connection.SendAsync(_answer, _closing.Token);
                    connection.Shutdown(SocketShutdown.Both);
                }
            }
        }
        catch (OperationCanceledException)
        {
            kept.ForEach(connection => connection.Dispose());
        }
    }

    // Until the empty record that ends the content.
    private async Task<string> ReadRequestAsync(Socket connection)
    {
        var text = new StringBuilder();
        byte[] header = new byte[HeaderSize];
        byte[] content = new byte[ushort.MaxValue + byte.MaxValue];
        while (await ReadAsync(connection, header))
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4));
            await ReadAsync(connection, content.AsMemory(0, length + header[6]));
            text.Append(Encoding.Latin1.GetString(content, 0, length));
            if (header[1] == StandardInput && length == 0)
            {
                break;
            }
        }

        return text.ToString();
    }

    private async Task<bool> ReadAsync(Socket connection, Memory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int received = await connection.ReceiveAsync(bytes, _closing.Token);
            if (received == 0)
            {
                return false;
            }

            bytes = bytes[received..];
        }

        return true;
    }
}
