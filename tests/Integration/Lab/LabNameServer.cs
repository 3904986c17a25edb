using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nginx502.Lab;

/// <summary>A name server on loopback, over UDP and TCP, that answers what it is told to.</summary>
public sealed class LabNameServer : IDisposable
{
    private const int HeaderBytes = 12;
    private const ushort TypeA = 1;
    private const ushort TypeAlias = 5;
    private const ushort TypeAaaa = 28;
    private const int LengthPrefix = 2;

    private readonly Dictionary<string, LabNameRecord> _records = new(StringComparer.OrdinalIgnoreCase);
    private readonly Socket _udp;
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    /// <summary>Begins to answer. A name that it has no record of does not exist.</summary>
    public LabNameServer()
    {
        _tcp = new TcpListener(IPAddress.Loopback, FreePort.Tcp());
        _tcp.Start();
        EndPoint = (IPEndPoint)_tcp.LocalEndpoint;
        _udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _udp.Bind(EndPoint);
        _serving = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    /// <summary>Where it answers.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>How many questions came over TCP.</summary>
    public int AskedByTcp { get; private set; }

    /// <summary>Sets what it answers for a name.</summary>
    public LabNameRecord this[string name]
    {
        set
        {
            lock (_records)
            {
                _records[name] = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _serving.Wait();
        _udp.Dispose();
        _tcp.Dispose();
        _closing.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        byte[] question = new byte[512];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await _udp.ReceiveFromAsync(question, new IPEndPoint(IPAddress.Any, 0), _closing.Token).ConfigureAwait(false);
                if (Answer(question.AsSpan(0, received.ReceivedBytes), isTcp: false) is { } answer)
                {
                    await _udp.SendToAsync(answer, received.RemoteEndPoint, _closing.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using Socket connection = await _tcp.AcceptSocketAsync(_closing.Token).ConfigureAwait(false);
                using NetworkStream stream = new(connection);
                byte[] length = new byte[LengthPrefix];
                await stream.ReadExactlyAsync(length, _closing.Token).ConfigureAwait(false);
                byte[] question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(question, _closing.Token).ConfigureAwait(false);
                AskedByTcp++;
                if (Answer(question, isTcp: true) is { } answer)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
                    await stream.WriteAsync((byte[])[.. length, .. answer], _closing.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    // RFC 1035, 4.1: the header, the question as it came, and the records.
    private byte[]? Answer(ReadOnlySpan<byte> question, bool isTcp)
    {
        var labels = new List<string>();
        int at = HeaderBytes;
        while (question[at] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(question.Slice(at + 1, question[at])));
            at += question[at] + 1;
        }

        ushort type = BinaryPrimitives.ReadUInt16BigEndian(question[(at + 1)..]);
        int end = at + 5;
        LabNameRecord? record;
        lock (_records)
        {
            record = _records.GetValueOrDefault(string.Join('.', labels));
        }

        if (record is { IsSilent: true })
        {
            return null;
        }

        int code = record is null ? LabNameRecord.NoSuchName : type == TypeAaaa ? record.CodeOfIPv6 : record.CodeOfIPv4;
        bool isTruncated = record is { IsTruncated: true } && !isTcp;
        List<byte[]> records = code == 0 && !isTruncated && record is not null ? RecordsOf(record, type, question[HeaderBytes..(at + 1)]) : [];
        byte[] answer = [.. question[..end], .. records.SelectMany(bytes => bytes)];
        answer[2] = (byte)(0x84 | (question[2] & 1) | (isTruncated ? 2 : 0));
        answer[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(6), (ushort)records.Count);
        answer.AsSpan(8, 4).Clear();
        return answer;
    }

    private static List<byte[]> RecordsOf(LabNameRecord record, ushort type, ReadOnlySpan<byte> name)
    {
        byte[] owner = name.ToArray();
        var records = new List<byte[]>();
        foreach (string alias in record.Aliases)
        {
            byte[] target = [.. alias.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];
            records.Add(Record(owner, TypeAlias, record.TimeToLive, target));
            owner = target;
        }

        AddressFamily family = type == TypeA ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        records.AddRange(record.Addresses.Select(IPAddress.Parse).Where(address => address.AddressFamily == family).Select(address => Record(owner, type, record.TimeToLive, address.GetAddressBytes())));
        return records;
    }

    private static byte[] Record(byte[] owner, ushort type, int seconds, byte[] data)
    {
        byte[] head = new byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(head, type);
        head[3] = 1;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), seconds);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), (ushort)data.Length);
        return [.. owner, .. head, .. data];
    }
}
