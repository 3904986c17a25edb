namespace Nginx502;

/// <summary>Where the figures of a process's memory come from, the best first.</summary>
public enum MemorySource
{
    /// <summary><c>/proc/PID/smaps_rollup</c> (since Linux 4.14): exact.</summary>
    SmapsRollup,

    /// <summary><c>/proc/PID/smaps</c>: exact, and slower to read.</summary>
    Smaps,

    /// <summary>
    /// <c>/proc/PID/status</c>, where the others may not be read: what is shared was divided by the number of processes of the same
    /// master, and memory that workers still share with their master was taken for their own. An estimate, mostly too high.
    /// </summary>
    Status,
}
