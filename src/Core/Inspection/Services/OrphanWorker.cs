namespace Nginx502;

/// <summary>A worker whose master is gone: it still holds its socket and answers, or hangs, and nothing looks after it. Safe to show.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTicks">When it started, in the kernel's ticks since boot: with the number it tells it from any later process.</param>
/// <param name="StartTime">When it started, Kind Local.</param>
/// <param name="Program"><c>nginx</c> or <c>php-fpm</c>.</param>
/// <param name="Pool">The pool of a php-fpm worker; null for nginx.</param>
/// <param name="ExecutablePath">Its program.</param>
/// <param name="ParentProcessId">Who took it over: 1, or another reaper.</param>
/// <param name="Unit">The unit whose control group it is in; null for none.</param>
/// <param name="State">What it does, as ps shows it: D cannot be killed.</param>
public sealed record OrphanWorker(
    int ProcessId, ulong StartTicks, DateTime? StartTime, string Program, string? Pool, string? ExecutablePath, int? ParentProcessId, string? Unit, char? State)
{
    /// <summary>The addresses at which it takes connections; null when they were not seen.</summary>
    public FpmEndpoint[]? Endpoints { get; init; }
}
