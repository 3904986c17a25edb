namespace Nginx502;

/// <summary>What one line of the kernel's log tells of the end of a process. Its texts are safe to show.</summary>
/// <param name="Time">When, Kind Local; null where the line has no time.</param>
/// <param name="Kind">What happened.</param>
/// <param name="ProcessId">The process, by its number on the machine, not in a container.</param>
/// <param name="ProcessName">Its name, as far as the kernel keeps it: 15 bytes.</param>
/// <param name="Text">The kernel's line, without its time.</param>
public sealed record KernelEvent(DateTime? Time, KernelEventKind Kind, int ProcessId, string ProcessName, string Text)
{
    /// <summary>The control group that the process was in, <c>/system.slice/php8.2-fpm.service</c>; null where the kernel does not tell.</summary>
    public string? ControlGroup { get; init; }

    /// <summary>The control group whose limit was reached; null when the machine's own memory was at its end, and where the kernel does not tell.</summary>
    public string? LimitingGroup { get; init; }

    /// <summary>The program or library in which it happened, <c>opcache.so</c>; null where the kernel does not tell.</summary>
    public string? Library { get; init; }

    /// <summary>What the process held in memory of its own when it was killed, in bytes; null where the kernel does not tell.</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>False when the time was counted from the boot, by a clock that stands still while the machine sleeps.</summary>
    public bool IsTimeExact { get; init; } = true;

    /// <summary>True for a process of nginx or php-fpm.</summary>
    public bool IsOfGateway => IsGatewayName(ProcessName);

    /// <summary>The kind, the process and the place.</summary>
    public override string ToString() => $"{Kind} {ProcessName} {ProcessId}{(Library is null ? string.Empty : " in " + Library)}";

    internal static bool IsGatewayName(string name) =>
        name.StartsWith("nginx", StringComparison.Ordinal)
        || name.StartsWith("openresty", StringComparison.Ordinal)
        || (name.StartsWith("php", StringComparison.Ordinal) && name.Contains("fpm", StringComparison.Ordinal));
}
