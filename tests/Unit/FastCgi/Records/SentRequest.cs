using System.Text;
using Nginx502.FastCgi;

namespace Nginx502.UnitTests.FastCgi.Records;

/// <summary>What an application reads out of the records that it is sent: written for the tests, straight from the specification.</summary>
internal sealed class SentRequest
{
    /// <summary>The request number of the first record.</summary>
    public ushort RequestId { get; private set; }

    /// <summary>The role that is asked for.</summary>
    public int Role { get; private set; }

    /// <summary>The flags.</summary>
    public int Flags { get; private set; }

    /// <summary>The names and values, in their order.</summary>
    public List<KeyValuePair<string, string>> Parameters { get; } = [];

    /// <summary>The content.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>The headers of all records.</summary>
    public List<RecordHeader> Headers { get; } = [];

    /// <summary>How many records of parameters hold whole pairs only.</summary>
    public int RecordsOfWholePairs { get; private set; }

    public static SentRequest Read(ReadOnlyMemory<byte> bytes)
    {
        SentRequest request = new();
        using MemoryStream parameters = new();
        using MemoryStream content = new();
        ReadOnlySpan<byte> rest = bytes.Span;
        while (!rest.IsEmpty)
        {
            RecordHeader header = RecordHeader.Read(rest);
            request.Headers.Add(header);
            ReadOnlySpan<byte> body = rest.Slice(RecordHeader.Size, header.ContentLength);
            rest = rest[(RecordHeader.Size + header.ContentLength + header.PaddingLength)..];
            switch (header.Type)
            {
                case RecordType.BeginRequest:
                    (request.RequestId, request.Role, request.Flags) = (header.RequestId, (body[0] << 8) | body[1], body[2]);
                    break;
                case RecordType.Params:
                    parameters.Write(body);
                    request.RecordsOfWholePairs += TakePairs(body, []) ? 1 : 0;
                    break;
                case RecordType.StandardInput:
                    content.Write(body);
                    break;
                default:
                    throw new InvalidDataException(header.Type.ToString());
            }
        }

        Assert.True(TakePairs(parameters.ToArray(), request.Parameters));
        request.Content = content.ToArray();
        return request;
    }

    private static bool TakePairs(ReadOnlySpan<byte> bytes, List<KeyValuePair<string, string>> pairs)
    {
        while (NameValuePair.TryTake(ref bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
        {
            pairs.Add(new(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)));
        }

        return bytes.IsEmpty;
    }
}
