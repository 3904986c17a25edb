using System.Buffers.Binary;

namespace Nginx502.Linux;

/// <summary>
/// The addresses of what programs and libraries offer to each other, from their tables in memory (man 5 elf): these are there even
/// when the file was replaced, and without the program's symbols for debugging.
/// </summary>
internal static class MemorySymbols
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int SymbolSize = 24;
    private const int DynamicType = 2;
    private const int StringTable = 5;
    private const int SymbolTable = 6;
    private const int StringTableSize = 10;
    private const int MaximumDynamic = 64 * 1024;
    private const int MaximumTable = 16 * 1024 * 1024;

    /// <summary>The address of a symbol that a mapped file defines; null when it defines none.</summary>
    /// <param name="memory">The process's memory.</param>
    /// <param name="file">The region that holds the file's beginning.</param>
    /// <param name="name">The symbol.</param>
    public static ulong? Find(ProcessMemory memory, MemoryRegion file, ReadOnlySpan<byte> name)
    {
        byte[] header = new byte[HeaderSize];
        if (memory.Read(file.Start, header) < HeaderSize || !header.AsSpan().StartsWith("\u007FELF\u0002\u0001"u8))
        {
            return null;
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56));
        byte[] segments = new byte[count * ProgramHeaderSize];
        memory.Read(file.Start + BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32)), segments);

        // A program that may lie anywhere has addresses from 0; another has those that it was linked for.
        bool isMovable = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(16)) == 3;
        ulong shift = isMovable ? file.Start : 0;
        Dictionary<ulong, ulong> dynamic = ReadDynamic(memory, segments, shift);
        if (!dynamic.TryGetValue(SymbolTable, out ulong symbols) || !dynamic.TryGetValue(StringTable, out ulong strings) || !dynamic.TryGetValue(StringTableSize, out ulong length))
        {
            return null;
        }

        // glibc turns these into addresses of memory, musl leaves them as they are in the file.
        symbols += symbols < shift ? shift : 0;
        strings += strings < shift ? shift : 0;

        // Linkers put the names behind the symbols, so that these end where those begin.
        if (strings <= symbols || strings - symbols > MaximumTable || length > MaximumTable)
        {
            return null;
        }

        byte[] table = new byte[strings - symbols];
        byte[] names = new byte[length];
        return memory.Read(symbols, table) == table.Length && memory.Read(strings, names) == names.Length ? Find(table, names, name, shift) : null;
    }

    private static ulong? Find(byte[] table, byte[] names, ReadOnlySpan<byte> wanted, ulong shift)
    {
        for (int at = 0; at + SymbolSize <= table.Length; at += SymbolSize)
        {
            ReadOnlySpan<byte> symbol = table.AsSpan(at, SymbolSize);
            uint name = BinaryPrimitives.ReadUInt32LittleEndian(symbol);
            bool isDefined = BinaryPrimitives.ReadUInt16LittleEndian(symbol[6..]) != 0;
            if (isDefined && name < names.Length && names.AsSpan((int)name) is var text && text.StartsWith(wanted) && text.Length > wanted.Length && text[wanted.Length] == 0)
            {
                return BinaryPrimitives.ReadUInt64LittleEndian(symbol[8..]) + shift;
            }
        }

        return null;
    }

    private static Dictionary<ulong, ulong> ReadDynamic(ProcessMemory memory, byte[] segments, ulong shift)
    {
        var found = new Dictionary<ulong, ulong>();
        for (int at = 0; at + ProgramHeaderSize <= segments.Length; at += ProgramHeaderSize)
        {
            ReadOnlySpan<byte> segment = segments.AsSpan(at, ProgramHeaderSize);
            ulong size = BinaryPrimitives.ReadUInt64LittleEndian(segment[40..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(segment) != DynamicType || size > MaximumDynamic)
            {
                continue;
            }

            byte[] entries = new byte[size];
            int length = memory.Read(BinaryPrimitives.ReadUInt64LittleEndian(segment[16..]) + shift, entries);
            for (int entry = 0; entry + 16 <= length; entry += 16)
            {
                found.TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(entries.AsSpan(entry)), BinaryPrimitives.ReadUInt64LittleEndian(entries.AsSpan(entry + 8)));
            }
        }

        return found;
    }
}
