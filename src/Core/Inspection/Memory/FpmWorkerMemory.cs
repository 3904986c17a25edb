namespace Nginx502;

/// <summary>What one worker of php-fpm takes. Sizes are bytes.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="Pool">Its pool. Safe to show.</param>
/// <param name="StartTime">When it started, Kind Local; null when it was not seen.</param>
/// <param name="ProcessorTime">The processor time that it used since: what it worked; null when it was not seen.</param>
/// <param name="Memory">Its memory.</param>
public sealed record FpmWorkerMemory(int ProcessId, string Pool, DateTime? StartTime, TimeSpan? ProcessorTime, ProcessMemoryUse Memory)
{
    // A hundred of the smallest requests take it, or a few of an ordinary site; the start of a worker takes less than a tenth of it.
    private static readonly TimeSpan EnoughWork = TimeSpan.FromMilliseconds(100);

    /// <summary>True when it has worked enough to show what it takes; a new one that is idle has not touched most of it.</summary>
    public bool HasWorked => ProcessorTime >= EnoughWork;
}
