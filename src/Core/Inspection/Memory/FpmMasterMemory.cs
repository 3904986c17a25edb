namespace Nginx502;

/// <summary>The memory of one running php-fpm, and what limits it.</summary>
/// <param name="ProcessId">Its master.</param>
/// <param name="StartTicks">When that started, in the kernel's ticks since boot: with the number it tells this master from any later one.</param>
/// <param name="ConfigurationPath">The main file of its configuration. Safe to show.</param>
/// <param name="Memory">What the master itself takes; null when it has ended.</param>
/// <param name="Workers">Its workers.</param>
/// <param name="SharedMemorySize">The memory for sharing that it has mapped, opcache's above all, filled or not, in bytes; null when it was not seen.</param>
/// <param name="Groups">The control groups that it is in.</param>
/// <param name="ThrottledShare">The part of the periods between two looks in which the groups' limit stopped it, 0 to 1; null when it is not limited.</param>
/// <param name="Activities">What its workers did meanwhile.</param>
public sealed record FpmMasterMemory(
    int ProcessId,
    ulong StartTicks,
    string ConfigurationPath,
    ProcessMemoryUse? Memory,
    FpmWorkerMemory[] Workers,
    long? SharedMemorySize,
    ControlGroupLimits Groups,
    double? ThrottledShare,
    FpmWorkerActivity[] Activities)
{
    /// <summary>What all its processes hold that the kernel cannot give to others, what they share counted once.</summary>
    public long Held => All.Sum(one => one.Held);

    /// <summary>What they share, counted once: the sum of PSS less the sum of USS.</summary>
    public long Shared => Math.Max(0, All.Sum(one => one.Proportional - one.Unique));

    /// <summary>What it needs however many workers there are: the master, and what is shared, the memory for sharing as if it were full.</summary>
    public long Standing => (Memory?.Unique ?? 0) + Shared + Math.Max(0, (SharedMemorySize ?? 0) - All.Sum(one => one.SharedMemory ?? 0));

    private IEnumerable<ProcessMemoryUse> All => Workers.Select(worker => worker.Memory).Concat(Memory is { } own ? [own] : []);
}
