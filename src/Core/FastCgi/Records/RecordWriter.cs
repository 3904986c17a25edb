using System.Buffers.Binary;
using System.Text;

namespace Nginx502.FastCgi;

/// <summary>Writes what a server sends to an application, record by record.</summary>
internal static class RecordWriter
{
    private const int BodySize = 8;
    private const byte KeepConnection = 1;

    /// <summary>A request begins.</summary>
    /// <param name="records">Where to.</param>
    /// <param name="requestId">The request's number, from 1.</param>
    /// <param name="role">What the application is to be.</param>
    /// <param name="keepsConnection">True when the connection is to stay open for the next request.</param>
    public static void BeginRequest(ReusableBuffer records, ushort requestId, RequestRole role, bool keepsConnection)
    {
        Span<byte> record = records.Extend(RecordHeader.Size + BodySize);
        RecordHeader.Write(record, RecordType.BeginRequest, requestId, BodySize);
        Span<byte> body = record[RecordHeader.Size..];
        body.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)role);
        body[2] = keepsConnection ? KeepConnection : (byte)0;
    }

    /// <summary>The request is not wanted any more.</summary>
    public static void AbortRequest(ReusableBuffer records, ushort requestId) =>
        RecordHeader.Write(records.Extend(RecordHeader.Size), RecordType.AbortRequest, requestId, 0);

    /// <summary>A stream as a whole: as many records as it needs, and the empty one that ends it.</summary>
    public static void Stream(ReusableBuffer records, RecordType type, ushort requestId, ReadOnlySpan<byte> content)
    {
        Pieces(records, type, requestId, content);
        RecordHeader.Write(records.Extend(RecordHeader.Size), type, requestId, 0);
    }

    /// <summary>
    /// All parameters and the empty record that ends them. A record ends between two pairs wherever that can be: php-fpm reads
    /// each by itself and drops the connection on a pair that goes on in the next (php-src: main/fastcgi.c, fcgi_get_params).
    /// Only a pair that is longer than a record is torn.
    /// </summary>
    public static void Parameters(ReusableBuffer records, ushort requestId, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        int first = 0;
        while (first < pairs.Count)
        {
            int length = LengthOf(pairs[first]);
            int next = first + 1;
            while (next < pairs.Count && LengthOf(pairs[next]) is int more && length + more <= RecordHeader.MaximumContent)
            {
                length += more;
                next++;
            }

            if (length <= RecordHeader.MaximumContent)
            {
                Span<byte> record = records.Extend(RecordHeader.Size + length);
                RecordHeader.Write(record, RecordType.Params, requestId, length);
                int at = RecordHeader.Size;
                for (int index = first; index < next; index++)
                {
                    at += WritePair(record[at..], pairs[index]);
                }
            }
            else
            {
                byte[] tooLong = new byte[length];
                WritePair(tooLong, pairs[first]);
                Pieces(records, RecordType.Params, requestId, tooLong);
            }

            first = next;
        }

        RecordHeader.Write(records.Extend(RecordHeader.Size), RecordType.Params, requestId, 0);
    }

    /// <summary>Asks for limits by their names, in one record.</summary>
    public static void GetValues(ReusableBuffer records, IReadOnlyList<string> names)
    {
        int length = names.Sum(name => LengthOf(new(name, string.Empty)));
        Span<byte> record = records.Extend(RecordHeader.Size + length);
        RecordHeader.Write(record, RecordType.GetValues, 0, length);
        int at = RecordHeader.Size;
        foreach (string name in names)
        {
            at += WritePair(record[at..], new(name, string.Empty));
        }
    }

    private static void Pieces(ReusableBuffer records, RecordType type, ushort requestId, ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            int length = Math.Min(content.Length, RecordHeader.MaximumContent);
            Span<byte> record = records.Extend(RecordHeader.Size + length);
            RecordHeader.Write(record, type, requestId, length);
            content[..length].CopyTo(record[RecordHeader.Size..]);
            content = content[length..];
        }
    }

    private static int LengthOf(KeyValuePair<string, string> pair) =>
        NameValuePair.Measure(Encoding.UTF8.GetByteCount(pair.Key), Encoding.UTF8.GetByteCount(pair.Value));

    private static int WritePair(Span<byte> bytes, KeyValuePair<string, string> pair)
    {
        int size = NameValuePair.WriteLengths(bytes, Encoding.UTF8.GetByteCount(pair.Key), Encoding.UTF8.GetByteCount(pair.Value));
        size += Encoding.UTF8.GetBytes(pair.Key, bytes[size..]);
        return size + Encoding.UTF8.GetBytes(pair.Value, bytes[size..]);
    }
}
