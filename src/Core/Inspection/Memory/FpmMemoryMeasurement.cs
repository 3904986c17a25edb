using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What the workers of one pool of php-fpm take, what there is to take, and how many workers follow from that. It belongs to a machine and a
/// moment. Sizes are bytes; texts are safe to show.
/// </summary>
public sealed record FpmMemoryMeasurement
{
    [JsonConstructor]
    internal FpmMemoryMeasurement()
    {
    }

    /// <summary>The name of the pool.</summary>
    [JsonInclude]
    public string Pool { get; internal init; } = string.Empty;

    /// <summary>The file in which its section begins.</summary>
    [JsonInclude]
    public string ConfigurationPath { get; internal init; } = string.Empty;

    /// <summary>The version of PHP; null when it is not known.</summary>
    [JsonInclude]
    public string? PhpVersion { get; internal init; }

    /// <summary>How many workers it has now.</summary>
    [JsonInclude]
    public int WorkerCount { get; internal init; }

    /// <summary>PSS of its workers: what is shared is divided by the number of processes that share it.</summary>
    [JsonInclude]
    public MemoryStatistics Pss { get; internal init; } = MemoryStatistics.Of([]);

    /// <summary>USS of its workers: what each alone has. This is what one more worker takes.</summary>
    [JsonInclude]
    public MemoryStatistics Uss { get; internal init; } = MemoryStatistics.Of([]);

    /// <summary>RSS of its workers: what is shared is counted in full for each.</summary>
    [JsonInclude]
    public MemoryStatistics Rss { get; internal init; } = MemoryStatistics.Of([]);

    /// <summary>What of its workers is swapped out.</summary>
    [JsonInclude]
    public MemoryStatistics Swap { get; internal init; } = MemoryStatistics.Of([]);

    /// <summary>What its workers had of their own at their peaks: a request that is over gave most of its memory back.</summary>
    [JsonInclude]
    public MemoryStatistics Peak { get; internal init; } = MemoryStatistics.Of([]);

    /// <summary>What all processes of its php-fpm share, opcache's memory too, counted once.</summary>
    [JsonInclude]
    public long Shared { get; internal init; }

    /// <summary>How much a worker grows in an hour, from workers of different age; null when these do not show it.</summary>
    [JsonInclude]
    public long? GrowthPerHour { get; internal init; }

    /// <summary>The memory that is available to it: what is free, with what its own workers hold now, less the reserve; null when it was not seen.</summary>
    [JsonInclude]
    public long? Available { get; internal init; }

    /// <summary>What limits it most: "the machine", or a control group.</summary>
    [JsonInclude]
    public string? LimitedBy { get; internal init; }

    /// <summary>How it decides how many workers it has.</summary>
    [JsonInclude]
    public FpmProcessManager ProcessManager { get; internal init; }

    /// <summary>pm.max_children as it is configured.</summary>
    [JsonInclude]
    public int MaxChildren { get; internal init; }

    /// <summary>How many workers the formula of the guides gives: available memory, times the safety factor, by the average PSS; null when nothing was measured.</summary>
    [JsonInclude]
    public int? GuideMaxChildren { get; internal init; }

    /// <summary>
    /// pm.max_children that fits into memory when all workers are at what 95 of 100 never exceeded, beside all other pools; not above what is configured where more would
    /// not help. Null when nothing was measured.
    /// </summary>
    [JsonInclude]
    public int? RecommendedMaxChildren { get; internal init; }

    /// <summary>pm.start_servers with it; null unless pm = dynamic.</summary>
    [JsonInclude]
    public int? RecommendedStartServers { get; internal init; }

    /// <summary>pm.min_spare_servers with it; null unless pm = dynamic.</summary>
    [JsonInclude]
    public int? RecommendedMinSpareServers { get; internal init; }

    /// <summary>pm.max_spare_servers with it; null unless pm = dynamic.</summary>
    [JsonInclude]
    public int? RecommendedMaxSpareServers { get; internal init; }

    /// <summary>How the numbers were found, step by step.</summary>
    [JsonInclude]
    public string[] Arithmetic { get; internal init; } = [];

    /// <summary>What is to be known about it, what makes it uncertain first.</summary>
    [JsonInclude]
    public FpmMemoryRemark[] Remarks { get; internal init; } = [];

    /// <summary>True when the numbers cannot be relied on; <see cref="Remarks"/> says why, and what to do.</summary>
    public bool IsUncertain => Remarks.Any(remark => remark.MakesUncertain);

    /// <summary>Why it is uncertain; null when it is not.</summary>
    public string? UncertainReason => IsUncertain ? string.Join(' ', Remarks.Where(remark => remark.MakesUncertain).Select(remark => remark.Text)) : null;

    /// <summary>False when more workers would not answer more requests; <see cref="Remarks"/> says why.</summary>
    public bool MoreWouldHelp => !Remarks.Any(remark => remark.MakesMoreUseless);

    /// <summary>Where the figures come from; of several the worst.</summary>
    [JsonInclude]
    public MemorySource Source { get; internal init; }

    /// <summary>The workers, the largest first.</summary>
    [JsonInclude]
    public FpmWorkerMemory[] Workers { get; internal init; } = [];

    /// <summary>The process number of its master; null when none runs.</summary>
    [JsonInclude]
    public int? ProcessId { get; internal init; }

    /// <summary>When the master started, in the kernel's ticks since boot: with its number it tells it from any later one; null when none runs.</summary>
    [JsonInclude]
    public ulong? MasterStartTicks { get; internal init; }

    /// <summary>When it was measured, local time.</summary>
    [JsonInclude]
    public DateTime Time { get; internal init; }

    /// <summary>The name of the machine.</summary>
    [JsonInclude]
    public string ComputerName { get; internal init; } = string.Empty;

    /// <summary>The machine's number (man 5 machine-id); null when it has none.</summary>
    [JsonInclude]
    public string? MachineId { get; internal init; }

    /// <summary>The kernel's number of this boot; null when it is not known.</summary>
    [JsonInclude]
    public string? BootId { get; internal init; }

    /// <summary>The pool and what it should have.</summary>
    public override string ToString() => RecommendedMaxChildren is { } workers
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Pool}: pm.max_children {MaxChildren} -> {workers}{(IsUncertain ? " (uncertain)" : string.Empty)}")
        : $"{Pool}: not measured";
}
