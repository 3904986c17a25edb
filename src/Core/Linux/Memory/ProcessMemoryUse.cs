namespace Nginx502;

/// <summary>What memory one process takes (man 5 proc_pid_smaps). Sizes are bytes.</summary>
/// <param name="Resident">RSS: all that it has in memory. What several processes share is counted in full for each.</param>
/// <param name="Proportional">PSS: what is shared is divided by the number of processes that share it.</param>
/// <param name="Unique">USS: what it alone has.</param>
/// <param name="Swap">What of it is swapped out.</param>
/// <param name="Held">What of <see cref="Proportional"/> the kernel cannot give to others while it runs: all but files, which can be read again.</param>
/// <param name="SharedMemory">What of <see cref="Proportional"/> is memory for sharing, as opcache's; null where the kernel does not tell.</param>
/// <param name="PeakResident">The most that <see cref="Resident"/> ever was; null where the kernel does not tell.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record ProcessMemoryUse(
    long Resident, long Proportional, long Unique, long Swap, long Held, long? SharedMemory, long? PeakResident, MemorySource Source)
{
    /// <summary>What it alone had at its peak, as far as can be told: what it had more in memory then was its own.</summary>
    public long PeakUnique => Unique + Swap + Math.Max(0, (PeakResident ?? Resident) - Resident);
}
