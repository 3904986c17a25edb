using System.Runtime.InteropServices;

namespace Nginx502.Logs;

/// <summary>
/// A number that tells most byte strings apart by three of their words and their length. Strangers can make strings with
/// the same sketch: it finds a place in a cache whose entries are then compared, and nothing else.
/// </summary>
internal static class WordSketch
{
    /// <summary>How many different sketches there are.</summary>
    public const int Count = 256;

    /// <summary>The sketch, from 0 to <see cref="Count"/> - 1.</summary>
    public static int Of(ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(ulong))
        {
            return text.IsEmpty ? 0 : text[0] ^ text[^1] ^ (text.Length << 5);
        }

        ulong first = MemoryMarshal.Read<ulong>(text);
        ulong middle = MemoryMarshal.Read<ulong>(text[((text.Length - sizeof(ulong)) / 2)..]);
        ulong last = MemoryMarshal.Read<ulong>(text[^sizeof(ulong)..]);
        ulong mixed = (first ^ (middle * 0x9E3779B97F4A7C15UL) ^ (last * 0xC2B2AE3D27D4EB4FUL) ^ (ulong)text.Length) * 0x9E3779B97F4A7C15UL;
        return (int)(mixed >> 56);
    }
}
