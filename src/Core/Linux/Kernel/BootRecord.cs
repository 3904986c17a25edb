namespace Nginx502.Linux;

/// <summary>A start or an end of the machine in wtmp.</summary>
/// <param name="Time">When, Kind Local.</param>
/// <param name="IsBoot">True for a start, false for an orderly end.</param>
/// <param name="Kernel">The kernel's release, <c>6.1.0-18-amd64</c>; null where the record does not tell.</param>
internal sealed record BootRecord(DateTime Time, bool IsBoot, string? Kernel);
