namespace Nginx502;

/// <summary>Processes of the machine that the kernel killed for want of memory, in whatever control group.</summary>
/// <param name="SinceBoot">Since boot (Linux 4.13 and later).</param>
/// <param name="New">While it was looked; null after one look.</param>
public sealed record OutOfMemoryKills(long SinceBoot, long? New);
