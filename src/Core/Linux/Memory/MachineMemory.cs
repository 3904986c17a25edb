using System.Globalization;

namespace Nginx502;

/// <summary>The memory of the machine (man 5 proc_meminfo). Sizes are bytes.</summary>
/// <param name="Total">What it has.</param>
/// <param name="Available">What programs can have yet without swapping: free memory, and what the kernel can take back.</param>
/// <param name="SwapTotal">The space for swapping.</param>
/// <param name="SwapFree">What of it is free.</param>
public sealed record MachineMemory(long Total, long Available, long SwapTotal, long SwapFree)
{
    private const long Kilobyte = 1024;

    /// <summary>What programs were promised.</summary>
    public long Committed { get; init; }

    /// <summary>What may be promised where <see cref="IsCommitLimited"/>.</summary>
    public long CommitLimit { get; init; }

    /// <summary>True where the kernel refuses what it could not give (vm.overcommit_memory 2).</summary>
    public bool IsCommitLimited { get; init; }

    /// <summary>The machine's memory now; null when it cannot be read.</summary>
    internal static MachineMemory? Read(string procRoot)
    {
        try
        {
            return Parse(File.ReadAllText(Path.Combine(procRoot, "meminfo")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the text of <c>meminfo</c>; null when it does not tell.</summary>
    internal static MachineMemory? Parse(string text)
    {
        // MemAvailable is there since Linux 3.14; before, half of the cache is counted as free.
        long? available = Value(text, "MemAvailable") ?? (Value(text, "MemFree") + (Value(text, "Cached") / 2));
        return Value(text, "MemTotal") is { } total && available is { } free
            ? new MachineMemory(total, Math.Min(free, total), Value(text, "SwapTotal") ?? 0, Value(text, "SwapFree") ?? 0)
            {
                Committed = Value(text, "Committed_AS") ?? 0,
                CommitLimit = Value(text, "CommitLimit") ?? 0,
            }
            : null;
    }

    private static long? Value(string text, string name)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.Ordinal))
            {
                ReadOnlySpan<char> number = line[(name.Length + 1)..].Trim();
                number = number.EndsWith(" kB", StringComparison.Ordinal) ? number[..^3] : number;
                return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value * Kilobyte : null;
            }
        }

        return null;
    }
}
