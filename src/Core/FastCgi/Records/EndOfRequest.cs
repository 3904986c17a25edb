using System.Buffers.Binary;

namespace Nginx502.FastCgi;

/// <summary>What the last record of a response says (FastCGI 1.0, section 5.5).</summary>
/// <param name="AppStatus">The exit status; php-fpm always says 0 (php-src: main/fastcgi.c, fcgi_flush).</param>
/// <param name="ProtocolStatus">Whether the request was dealt with.</param>
internal readonly record struct EndOfRequest(uint AppStatus, FastCgiProtocolStatus ProtocolStatus)
{
    /// <summary>Bytes of the record's content.</summary>
    public const int Size = 8;

    /// <summary>Reads the content of the record; the span holds at least <see cref="Size"/> bytes.</summary>
    public static EndOfRequest Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes), (FastCgiProtocolStatus)bytes[4]);
}
