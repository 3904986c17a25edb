using System.Globalization;

namespace Nginx502.Linux;

/// <summary>One line of /proc/PID/maps (man 5 proc_pid_maps).</summary>
/// <param name="Start">Its first address.</param>
/// <param name="End">The address behind it.</param>
/// <param name="IsPrivateData">True when the process alone writes to it.</param>
/// <param name="Offset">Where it begins in its file.</param>
/// <param name="Name">The file, <c>[heap]</c>, or empty for memory without a name.</param>
internal readonly record struct MemoryRegion(ulong Start, ulong End, bool IsPrivateData, ulong Offset, string Name)
{
    /// <summary>True when an address is in it.</summary>
    public bool Contains(ulong address) => address >= Start && address < End;

    /// <summary>Reads the lines; those that are none are passed over.</summary>
    public static IReadOnlyList<MemoryRegion> Parse(string maps)
    {
        const int fieldCount = 6;
        var regions = new List<MemoryRegion>();
        foreach (string line in maps.Split('\n'))
        {
            string[] fields = line.Split(' ', fieldCount, StringSplitOptions.RemoveEmptyEntries);
            string[] range = fields.Length > 2 ? fields[0].Split('-') : [];
            if (range.Length == 2 && TryHex(range[0], out ulong start) && TryHex(range[1], out ulong end) && TryHex(fields[2], out ulong offset))
            {
                regions.Add(new MemoryRegion(start, end, fields[1].StartsWith("rw", StringComparison.Ordinal) && fields[1].EndsWith('p'), offset, fields.Length == fieldCount ? fields[5].Trim() : string.Empty));
            }
        }

        return regions;
    }

    private static bool TryHex(string text, out ulong number) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
}
