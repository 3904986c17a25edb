namespace Nginx502;

/// <summary>The memory of a machine (/proc/meminfo), in bytes.</summary>
/// <param name="Total">What the kernel manages.</param>
/// <param name="Available">What programs can get without swapping, the cache given back (MemAvailable; before Linux 3.14 what is free and cached).</param>
/// <param name="SwapTotal">Swap space; 0 for none.</param>
/// <param name="SwapFree">What of it is free.</param>
/// <param name="Committed">What programs were promised.</param>
/// <param name="CommitLimit">What may be promised where <paramref name="IsCommitLimited"/>.</param>
/// <param name="IsCommitLimited">True where the kernel refuses what it could not give (vm.overcommit_memory 2).</param>
public sealed record MachineMemory(long Total, long Available, long SwapTotal, long SwapFree, long Committed, long CommitLimit, bool IsCommitLimited);
