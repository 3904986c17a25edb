using System.Globalization;
using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What one worker of php-fpm does, as the kernel knows it: without the status page, and when no worker answers. Its texts are safe to show.
/// </summary>
public sealed record FpmWorkerActivity
{
    /// <summary>The worker's process number.</summary>
    public int ProcessId { get; init; }

    /// <summary>When it started, in the kernel's ticks since boot: with the number it tells this worker from any later one. 0 when it was gone.</summary>
    public ulong StartTicks { get; init; }

    /// <summary>When it started, Kind Local, to the second; null when it was gone.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>What the kernel says that it does.</summary>
    public ProcessState State { get; init; }

    /// <summary>The processor time that it used since it started; null when it was gone.</summary>
    public TimeSpan? ProcessorTime { get; init; }

    /// <summary>The share of one core that it used between the two looks, 0 to 1; null when there was no time between them, or it began or ended meanwhile.</summary>
    public double? ProcessorShare { get; init; }

    /// <summary>The function of the kernel in which it waits (/proc/PID/wchan): a hint for experts; null when it was not seen or does not wait.</summary>
    public string? WaitChannel { get; init; }

    /// <summary>What it waits for.</summary>
    public FpmWorkerWait Wait { get; init; }

    /// <summary>
    /// What it waits for by name: the path of a locked file (a session's number is masked), <c>10.0.0.5:3306</c>, the path of a unix socket, a
    /// program; null when it has none, or it was not seen.
    /// </summary>
    public string? WaitsFor { get; init; }

    /// <summary>What usually listens at such a port or path: <c>MySQL</c>. A guess by the number alone; null when there is none.</summary>
    public string? WaitsForHint { get; init; }

    /// <summary>The process that holds the lock; null when it waits for none, or it was not seen.</summary>
    public int? LockHolderProcessId { get; init; }

    /// <summary>True when it waits for a connection; null when what it waits for was not seen.</summary>
    [JsonIgnore]
    public bool? IsIdle => Wait == FpmWorkerWait.Unknown ? null : Wait == FpmWorkerWait.Request;

    /// <summary>What it does, in words.</summary>
    [JsonIgnore]
    public string Activity => Wait switch
    {
        FpmWorkerWait.Request => "idle",
        FpmWorkerWait.Client => "waits for nginx to send or to read",
        FpmWorkerWait.Processor => "computes",
        FpmWorkerWait.Lock => "waits for a lock" + Of(" on ") + Holder,
        FpmWorkerWait.SessionLock => "waits for a session" + Of(" ") + Holder,
        FpmWorkerWait.Network => "waits for a server" + Of(" at "),
        FpmWorkerWait.LocalSocket => "waits for a server of this machine" + Of(" at "),
        FpmWorkerWait.Disk => "waits for a device or a network file system",
        FpmWorkerWait.Child => "waits for a program" + Of(" "),
        FpmWorkerWait.Pipe => "waits for a pipe",
        FpmWorkerWait.Timer => "sleeps",
        FpmWorkerWait.SharedMemory => "waits for shared memory or a semaphore",
        FpmWorkerWait.Stopped => State == ProcessState.Traced ? "is held by a debugger" : "is stopped by a signal",
        FpmWorkerWait.Ended => "has ended",
        FpmWorkerWait.Other => "waits" + (WaitChannel is null ? string.Empty : $" in {WaitChannel}"),
        _ => "waits for what only root sees",
    };

    private string Holder => LockHolderProcessId is { } holder ? string.Create(CultureInfo.InvariantCulture, $", held by {holder}") : string.Empty;

    /// <summary>The worker and what it does.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId} {Activity}");

    private string Of(string before) => WaitsFor is null ? string.Empty : before + WaitsFor + (WaitsForHint is null ? string.Empty : $" ({WaitsForHint})");
}
