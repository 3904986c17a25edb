using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>
/// Looks through a process's heap for arrays of pointers to strings that end with NULL, as a copy of argv is. Bounded in time
/// and bytes: a copy that was made at the start lies near the beginning.
/// </summary>
/// <param name="memory">The process's memory.</param>
internal sealed class StringArrayScan(ProcessMemory memory)
{
    private const int ChunkBytes = 1024 * 1024;
    private const long MaximumBytes = 64 * 1024 * 1024;
    private const int PointerSize = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The arrays that are wanted, each content once.</summary>
    /// <param name="isFirst">Tells by the first string whether it may be one.</param>
    /// <param name="isWanted">Tells by all strings.</param>
    public IReadOnlyList<IReadOnlyList<string>> Find(Func<string, bool> isFirst, Func<IReadOnlyList<string>, bool> isWanted)
    {
        MemoryRegion[] regions =
        [
            .. memory.Regions.Where(region => region.IsPrivateData && region.Name == "[heap]"),
            .. memory.Regions.Where(region => region.IsPrivateData && region.Name.Length == 0),
        ];
        var found = new List<IReadOnlyList<string>>();
        byte[] chunk = new byte[ChunkBytes];
        long start = Stopwatch.GetTimestamp();
        long left = MaximumBytes;
        foreach (MemoryRegion region in regions)
        {
            for (ulong address = region.Start; address < region.End && left > 0 && Stopwatch.GetElapsedTime(start) < Limit; address += ChunkBytes)
            {
                int length = memory.Read(address, chunk.AsSpan(0, (int)Math.Min(ChunkBytes, region.End - address)));
                left -= length;
                Look(chunk.AsSpan(0, length), address, regions, isFirst, isWanted, found);
            }
        }

        return found;
    }

    private void Look(
        ReadOnlySpan<byte> chunk, ulong address, MemoryRegion[] regions, Func<string, bool> isFirst, Func<IReadOnlyList<string>, bool> isWanted, List<IReadOnlyList<string>> found)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(chunk);
        MemoryRegion last = default;
        for (int index = 0; index < words.Length; index++)
        {
            ulong pointer = words[index];
            if (!last.Contains(pointer) && !TryRegionOf(pointer, regions, ref last))
            {
                continue;
            }

            // Most strings of a heap are told to be none by their first letter, which is mostly in this chunk.
            bool isHere = pointer >= address && pointer < address + (ulong)chunk.Length;
            if ((isHere && chunk[(int)(pointer - address)] is < (byte)' ' or > (byte)'~') || memory.ReadString(pointer) is not { } first || !isFirst(first))
            {
                continue;
            }

            if (memory.ReadStrings(address + ((ulong)index * PointerSize)) is { } strings && isWanted(strings) && !found.Any(known => known.SequenceEqual(strings, StringComparer.Ordinal)))
            {
                found.Add(strings);
            }
        }
    }

    private static bool TryRegionOf(ulong pointer, MemoryRegion[] regions, ref MemoryRegion region)
    {
        foreach (MemoryRegion candidate in regions)
        {
            if (candidate.Contains(pointer))
            {
                region = candidate;
                return true;
            }
        }

        return false;
    }
}
