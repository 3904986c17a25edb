using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>A listener in place of php-fpm that does with every connection what a test wants.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    private readonly Socket _listener;
    private readonly string? _path;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _accepted;
    private int _open;

    private ScriptedPeer(Socket listener, string? path, Func<Socket, CancellationToken, Task> script)
    {
        _listener = listener;
        _path = path;
        _accepting = AcceptAsync(script);
    }

    /// <summary>Where it listens.</summary>
    public FpmEndpoint Endpoint => FpmEndpoint.Parse(_path ?? _listener.LocalEndPoint!.ToString()!);

    /// <summary>How many connections it has accepted.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How many connections it has open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>A good answer: <c>hello</c>.</summary>
    public static byte[] Answer { get; } = MakeAnswer("Content-type: text/plain\r\n\r\nhello"u8);

    public static ScriptedPeer OnPath(string path, Func<Socket, CancellationToken, Task> script) => new(Listen(new UnixDomainSocketEndPoint(path)), path, script);

    public static ScriptedPeer OnTcp(Func<Socket, CancellationToken, Task> script, IPAddress? address = null, int port = 0) =>
        new(Listen(new IPEndPoint(address ?? IPAddress.Loopback, port)), null, script);

    /// <summary>Reads one request, answers it and closes.</summary>
    public static async Task AnswerOnceAsync(Socket connection, CancellationToken token)
    {
        await ReadRequestAsync(connection, token);
        await connection.SendAsync(Answer, token);
    }

    /// <summary>Answers every request on the connection until the other side closes.</summary>
    public static async Task AnswerAllAsync(Socket connection, CancellationToken token)
    {
        while (await ReadRequestAsync(connection, token))
        {
            await connection.SendAsync(Answer, token);
        }
    }

    /// <summary>Accepts and says nothing.</summary>
    public static Task SaySilenceAsync(Socket _, CancellationToken token) => Task.Delay(Timeout.Infinite, token);

    /// <summary>Reads until the empty record that ends the content; false when the other side closes.</summary>
    public static async Task<bool> ReadRequestAsync(Socket connection, CancellationToken token)
    {
        byte[] header = new byte[RecordHeader.Size];
        byte[] content = new byte[ushort.MaxValue];
        while (true)
        {
            if (!await ReadAllAsync(connection, header, token))
            {
                return false;
            }

            RecordHeader record = RecordHeader.Read(header);
            await ReadAllAsync(connection, content.AsMemory(0, record.ContentLength), token);
            if (record is { Type: RecordType.StandardInput, ContentLength: 0 })
            {
                return true;
            }
        }
    }

    /// <summary>An answer as one record and the end.</summary>
    public static byte[] MakeAnswer(ReadOnlySpan<byte> output)
    {
        ReusableBuffer records = new();
        RecordWriter.Stream(records, RecordType.StandardOutput, 1, output);
        RecordHeader.Write(records.Extend(RecordHeader.Size), RecordType.EndRequest, 1, EndOfRequest.Size);
        records.Extend(EndOfRequest.Size).Clear();
        return records.Bytes.ToArray();
    }

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _accepting.Wait();
        Task.WaitAll([.. _connections]);
        _closing.Dispose();
    }

    private static Socket Listen(EndPoint endPoint)
    {
        Socket listener = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(endPoint);
        listener.Listen(512);
        return listener;
    }

    private static async Task<bool> ReadAllAsync(Socket connection, Memory<byte> bytes, CancellationToken token)
    {
        while (!bytes.IsEmpty)
        {
            int received = await connection.ReceiveAsync(bytes, token);
            if (received == 0)
            {
                return false;
            }

            bytes = bytes[received..];
        }

        return true;
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> script)
    {
        try
        {
            while (true)
            {
                Socket connection = await _listener.AcceptAsync(_closing.Token);
                Interlocked.Increment(ref _accepted);
                Interlocked.Increment(ref _open);
                _connections.Add(RunAsync(connection, script));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task RunAsync(Socket connection, Func<Socket, CancellationToken, Task> script)
    {
        using (connection)
        {
            try
            {
                await script(connection, _closing.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // Closed, on one side or the other.
            }

            Interlocked.Decrement(ref _open);
        }
    }
}
