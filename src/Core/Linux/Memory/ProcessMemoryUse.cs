namespace Nginx502;

/// <summary>What memory one process takes (man 5 proc_pid_smaps). Sizes are bytes.</summary>
/// <param name="Resident">RSS: all that it has in memory. What several processes share is counted in full for each.</param>
/// <param name="Proportional">PSS: what is shared is divided by the number of processes that share it.</param>
/// <param name="Unique">USS: what it alone has.</param>
/// <param name="Anonymous">What of <see cref="Resident"/> is no file and no memory for sharing: heap and stack, what it still shares with its master too until either writes to it.</param>
/// <param name="Swap">What of it is swapped out.</param>
/// <param name="Held">What of <see cref="Proportional"/> the kernel cannot give to others while it runs: all but files, which can be read again.</param>
/// <param name="SharedMemory">What of <see cref="Proportional"/> is memory for sharing, as opcache's; null where the kernel does not tell.</param>
/// <param name="PeakResident">The most that <see cref="Resident"/> ever was; null where the kernel does not tell.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record ProcessMemoryUse(
    long Resident, long Proportional, long Unique, long Anonymous, long Swap, long Held, long? SharedMemory, long? PeakResident, MemorySource Source)
{
    /// <summary>
    /// The most that it ever had or is going to have of its own, as far as can be told: what it had more in memory at its peak was its own, and what it
    /// shares with its master until one of them writes will be.
    /// </summary>
    public long PeakUnique => Math.Max(Unique, Anonymous) + Swap + Math.Max(0, (PeakResident ?? Resident) - Resident);
}
