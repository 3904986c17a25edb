namespace Nginx502;

/// <summary>How long programs stood still for want of a resource (/proc/pressure, Linux 4.20 and later). Shares of time, 0 to 1.</summary>
/// <param name="Resource">Which: memory, processors or disks.</param>
/// <param name="Some">In the last 10 s, at least one program.</param>
/// <param name="SomeMinute">Likewise in the last 60 s.</param>
/// <param name="Full">In the last 10 s, all programs at once; null where the kernel does not tell.</param>
/// <param name="FullMinute">Likewise in the last 60 s.</param>
public sealed record MachinePressure(GatewayResourceKind Resource, double Some, double SomeMinute, double? Full, double? FullMinute);
