using System.Buffers.Binary;

namespace Nginx502.Logs;

/// <summary>Tells by the first bytes how a file is packed; names lie.</summary>
internal static class PackingMagic
{
    /// <summary>How many first bytes are needed.</summary>
    public const int Length = 6;

    private const uint ZstandardFrame = 0xFD2FB528;

    // Sixteen kinds of frame that hold no content (RFC 8878, 3.1.2); pzstd begins with one.
    private const uint ZstandardSkippable = 0x184D2A50;

    /// <summary>The packing of a file that begins with these bytes.</summary>
    /// <param name="start">The first bytes; fewer than <see cref="Length"/> when the file is that short.</param>
    /// <param name="unknownProgram">The program that unpacks it, when the format is not read here.</param>
    public static LogCompression Detect(ReadOnlySpan<byte> start, out string? unknownProgram)
    {
        unknownProgram = start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) ? "xz"
            : start.StartsWith("BZh"u8) && start.Length > 3 && start[3] is >= (byte)'1' and <= (byte)'9' ? "bzip2"
            : null;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]))
        {
            return LogCompression.Gzip;
        }

        uint number = BinaryPrimitives.TryReadUInt32LittleEndian(start, out uint magic) ? magic : 0;
        return number == ZstandardFrame || (number & 0xFFFFFFF0) == ZstandardSkippable ? LogCompression.Zstandard : LogCompression.None;
    }
}
