using System.Buffers.Binary;

namespace Nginx502.FastCgi;

/// <summary>The eight bytes that every record begins with (FastCGI 1.0, section 3.3).</summary>
/// <param name="Version">The version of the protocol; there is only <see cref="CurrentVersion"/>.</param>
/// <param name="Type">What the record is.</param>
/// <param name="RequestId">Which request it belongs to; 0 when it belongs to none.</param>
/// <param name="ContentLength">Bytes of content behind the header.</param>
/// <param name="PaddingLength">Bytes behind the content that mean nothing.</param>
internal readonly record struct RecordHeader(byte Version, RecordType Type, ushort RequestId, ushort ContentLength, byte PaddingLength)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 8;

    /// <summary>The one version of the protocol.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>
    /// The most content that is written into one record. The protocol allows 65,535, but php-fpm refuses a record whose content
    /// and padding are more than that (php-src: main/fastcgi.c, fcgi_read_request); it writes 65,528 itself.
    /// </summary>
    public const int MaximumContent = 65_528;

    /// <summary>Reads a header; the span holds at least <see cref="Size"/> bytes. What they say is not judged.</summary>
    public static RecordHeader Read(ReadOnlySpan<byte> bytes) => new(
        bytes[0],
        (RecordType)bytes[1],
        BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
        bytes[6]);

    /// <summary>Writes the header; the span holds at least <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[0] = Version;
        bytes[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], RequestId);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], ContentLength);
        bytes[6] = PaddingLength;
        bytes[7] = 0;
    }

    /// <summary>Writes the header of a record without padding.</summary>
    public static void Write(Span<byte> bytes, RecordType type, ushort requestId, int contentLength) =>
        new RecordHeader(CurrentVersion, type, requestId, checked((ushort)contentLength), 0).Write(bytes);
}
