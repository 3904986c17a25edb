namespace Nginx502;

/// <summary>One worker of a pool: what php-fpm's full page says of it, and what the kernel knows. What was not told is null; all texts are safe to show.</summary>
public sealed record FpmWorkerStatus
{
    /// <summary>The name of its pool.</summary>
    public string Pool { get; init; } = string.Empty;

    /// <summary>The file of its pool; null when an endpoint was asked and no pool is known.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>Its process number on this machine; where php-fpm runs in a container and only its page was seen, the number there.</summary>
    public int ProcessId { get; init; }

    /// <summary>What php-fpm says that it does; null when the page was not given.</summary>
    public FpmProcessState? State { get; init; }

    /// <summary>What the kernel says that it does; null when it is not known to this machine.</summary>
    public ProcessState? KernelState { get; init; }

    /// <summary>When it started, local time.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>How many requests it has dealt with, the one that runs among them.</summary>
    public long? Requests { get; init; }

    /// <summary>How long its request runs; of an idle worker, how long the last one took.</summary>
    public TimeSpan? RequestDuration { get; init; }

    /// <summary>The method of the request.</summary>
    public string? Method { get; init; }

    /// <summary>The script's name as part of the URI, with the query string masked.</summary>
    public string? RequestUri { get; init; }

    /// <summary>The script's path.</summary>
    public string? Script { get; init; }

    /// <summary>Bytes of the request's content.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The user of HTTP's own authentication.</summary>
    public string? User { get; init; }

    /// <summary>Percent of one processor that the last request took; of an idle worker only.</summary>
    public double? LastRequestCpu { get; init; }

    /// <summary>Bytes that PHP took at most in the last request; of an idle worker only.</summary>
    public long? LastRequestMemoryBytes { get; init; }

    /// <summary>The processor time that it used since it started.</summary>
    public TimeSpan? ProcessorTime { get; init; }

    /// <summary>The share of one core that it used while it was looked at, 0 to 1.</summary>
    public double? ProcessorShare { get; init; }

    /// <summary>What it waits for; null when it is not known to this machine.</summary>
    public FpmWorkerWait? Wait { get; init; }

    /// <summary>What it waits for by name: a locked file, <c>10.0.0.5:3306</c>, the path of a unix socket, a program.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>What usually listens there: <c>MySQL</c>. A guess by the number or the path.</summary>
    public string? WaitsForHint { get; init; }

    /// <summary>The process that holds the lock that it waits for.</summary>
    public int? LockHolderProcessId { get; init; }

    /// <summary>The function of the kernel in which it waits.</summary>
    public string? WaitChannel { get; init; }

    /// <summary>What it does, in words, as the kernel sees it; empty when it is not known to this machine.</summary>
    public string Activity { get; init; } = string.Empty;

    /// <summary>The worker and what it does.</summary>
    public override string ToString() => $"{ProcessId} {State?.ToString() ?? Activity} {Method} {RequestUri}".TrimEnd();
}
