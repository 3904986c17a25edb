namespace Nginx502;

/// <summary>A worker process of nginx or php-fpm, and whose rights it has: what it can open and connect to is decided by these. Safe to show.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="StartTime">When it started, Kind Local.</param>
/// <param name="Pool">The pool of a php-fpm worker; null for nginx.</param>
/// <param name="User">The user's name, or its number.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="Group">The name of the main group, or its number.</param>
/// <param name="GroupId">The number of the main group.</param>
/// <param name="GroupIds">The supplementary groups that the running process has, which later changes to /etc/group do not reach.</param>
public sealed record GatewayWorker(
    int ProcessId, DateTime? StartTime, string? Pool, string User, uint UserId, string Group, uint GroupId, IReadOnlyList<uint> GroupIds)
{
    /// <summary>What it did when it was looked at, as ps shows it: T was stopped by a signal, or a debugger holds it; null when that was not seen.</summary>
    public char? State { get; init; }
}
