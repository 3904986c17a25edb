namespace Nginx502;

/// <summary>A worker of a pool, as the kernel has it.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="State">What it does, as ps shows it: R running, S sleeping, D waiting for a device, T stopped; null when it was not seen.</param>
/// <param name="WaitChannel">The function of the kernel that it sleeps in (/proc/PID/wchan); null when the kernel does not tell.</param>
public sealed record FpmSocketWorker(int ProcessId, char? State, string? WaitChannel);
