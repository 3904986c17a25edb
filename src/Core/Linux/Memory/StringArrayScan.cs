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

    /// <summary>
    /// The array that is wanted: one that fills a piece of memory as the C library gives it out, else the longest, since the end of
    /// another array looks like one too. Null when there is none.
    /// </summary>
    /// <param name="isFirst">Tells by the first string whether it may be one.</param>
    /// <param name="isWanted">Tells by all strings.</param>
    public IReadOnlyList<string>? Find(Func<string, bool> isFirst, Func<IReadOnlyList<string>, bool> isWanted)
    {
        MemoryRegion[] regions =
        [
            .. memory.Regions.Where(region => region.IsPrivateData && region.Name == "[heap]"),
            .. memory.Regions.Where(region => region.IsPrivateData && region.Name.Length == 0),
        ];
        IReadOnlyList<string>? longest = null;
        byte[] chunk = new byte[ChunkBytes];
        long start = Stopwatch.GetTimestamp();
        long left = MaximumBytes;
        foreach (MemoryRegion region in regions)
        {
            for (ulong address = region.Start; address < region.End && left > 0 && Stopwatch.GetElapsedTime(start) < Limit; address += ChunkBytes)
            {
                int length = memory.Read(address, chunk.AsSpan(0, (int)Math.Min(ChunkBytes, region.End - address)));
                left -= length;
                foreach (ulong candidate in Candidates(chunk.AsSpan(0, length), address, regions, isFirst))
                {
                    if (memory.ReadStrings(candidate) is not { } strings || !isWanted(strings))
                    {
                        continue;
                    }

                    if (FillsAllocation(candidate, strings.Count))
                    {
                        return strings;
                    }

                    longest = strings.Count > (longest?.Count ?? 0) ? strings : longest;
                }
            }
        }

        return longest;
    }

    private List<ulong> Candidates(ReadOnlySpan<byte> chunk, ulong address, MemoryRegion[] regions, Func<string, bool> isFirst)
    {
        var candidates = new List<ulong>();
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(chunk);
        MemoryRegion last = default;
        for (int index = 0; index < words.Length; index++)
        {
            ulong pointer = words[index];
            if (!last.Contains(pointer) && !TryRegionOf(pointer, regions, ref last))
            {
                continue;
            }

            // Most are told to be no string by their first letter, which is mostly in this chunk.
            bool isHere = pointer >= address && pointer < address + (ulong)chunk.Length;
            bool isText = !isHere || chunk[(int)(pointer - address)] is >= (byte)' ' and <= (byte)'~';
            if (isText && memory.ReadString(pointer) is { } first && isFirst(first))
            {
                candidates.Add(address + ((ulong)index * PointerSize));
            }
        }

        return candidates;
    }

    // glibc: malloc/malloc.c: the size of a piece stands before it, a multiple of 16 with three flags.
    private bool FillsAllocation(ulong address, int count)
    {
        const ulong flags = 7;
        const ulong least = 32;
        ulong wanted = (((ulong)count + 2) * PointerSize + 15) & ~15UL;
        return memory.ReadPointer(address - PointerSize) is { } size && (size & ~flags) == Math.Max(least, wanted);
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
