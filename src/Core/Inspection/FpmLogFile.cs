namespace Nginx502.Inspection;

/// <summary>One log of php-fpm that was found.</summary>
/// <param name="IsSlowLog">True for a slow log, false for an error log.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Presence">Whether it can be read.</param>
/// <param name="Pools">The pools that write their slow requests to it; empty for an error log, which all share.</param>
/// <param name="ProcessId">The running master; null when none is known.</param>
/// <param name="ConfigurationPath">The file whose directive names it; null where none does.</param>
/// <param name="LineNumber">That directive's line.</param>
public sealed record FpmLogFile(
    bool IsSlowLog,
    string Path,
    LogPresence Presence,
    IReadOnlyList<string> Pools,
    int? ProcessId,
    string? ConfigurationPath,
    int? LineNumber);
