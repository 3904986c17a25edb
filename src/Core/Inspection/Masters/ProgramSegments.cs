using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Inspection;

/// <summary>The parts of a program file that hold data (man 5 elf): its texts are in these, and half of it is code.</summary>
internal static class ProgramSegments
{
    /// <summary>The bytes of the header that tells where the parts are.</summary>
    public const int HeaderSize = 64;

    private const int SegmentSize = 56;
    private const int MostSegments = 64;
    private const uint Load = 1;
    private const uint Executable = 1;
    private const uint Writable = 2;

    /// <summary>Those parts one behind another, parted by a NUL; null where they cannot be told from the code, as older linkers leave texts in it, or are too large.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="header">Its first bytes.</param>
    /// <param name="limit">How many bytes may be read.</param>
    /// <exception cref="IOException">The kernel cannot read it.</exception>
    public static byte[]? ReadData(SafeFileHandle handle, ReadOnlySpan<byte> header, int limit)
    {
        // ELFCLASS64 and ELFDATA2LSB: all machines on which this runs.
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        if (header[4] != 2 || header[5] != 1 || count is 0 or > MostSegments || BinaryPrimitives.ReadUInt16LittleEndian(header[54..]) != SegmentSize)
        {
            return null;
        }

        byte[] table = new byte[count * SegmentSize];
        ulong place = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        long fileLength = RandomAccess.GetLength(handle);
        if (place > (ulong)fileLength || RandomAccess.Read(handle, table, (long)place) != table.Length)
        {
            return null;
        }

        (long Offset, int Length, bool IsConstant)[] parts = [.. Enumerable.Range(0, count).Select(index => DataOf(table.AsSpan(index * SegmentSize, SegmentSize), fileLength)).Where(part => part.Length > 0)];
        long total = parts.Sum(part => part.Length + 1L);
        return parts.Any(part => part.IsConstant) && total <= Math.Min(limit, fileLength + parts.Length) ? Read(handle, parts, (int)total) : null;
    }

    private static byte[]? Read(SafeFileHandle handle, (long Offset, int Length, bool IsConstant)[] parts, int total)
    {
        byte[] data = GC.AllocateUninitializedArray<byte>(total);
        Span<byte> rest = data;
        foreach ((long offset, int length, _) in parts)
        {
            if (!Fill(handle, rest[..length], offset))
            {
                return null;
            }

            rest[length] = 0;
            rest = rest[(length + 1)..];
        }

        return data;
    }

    private static (long Offset, int Length, bool IsConstant) DataOf(ReadOnlySpan<byte> segment, long fileLength)
    {
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(segment[8..]);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(segment[32..]);
        uint rights = BinaryPrimitives.ReadUInt32LittleEndian(segment[4..]);
        bool isData = BinaryPrimitives.ReadUInt32LittleEndian(segment) == Load && (rights & Executable) == 0;
        return isData && offset <= (ulong)fileLength && length <= (ulong)fileLength - offset && length <= int.MaxValue ? ((long)offset, (int)length, (rights & Writable) == 0) : default;
    }

    private static bool Fill(SafeFileHandle handle, Span<byte> part, long offset)
    {
        for (int read; part.Length > 0; part = part[read..], offset += read)
        {
            read = RandomAccess.Read(handle, part, offset);
            if (read == 0)
            {
                return false;
            }
        }

        return true;
    }
}
