namespace Nginx502;

/// <summary>
/// How a pool is now: what php-fpm says on its status page, and what the kernel knows, which is there too when the page is not configured or no worker is
/// free to give it. What was not told is null; all texts are safe to show.
/// </summary>
public sealed record FpmPoolStatus
{
    /// <summary>The pool's name; what the page says where an endpoint was asked and no pool is known.</summary>
    public string Pool { get; init; } = string.Empty;

    /// <summary>The file of the pool; null when an endpoint was asked and no pool is known.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>The version of PHP; null when it is not known.</summary>
    public string? PhpVersion { get; init; }

    /// <summary>The master process; null when it is not known.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Where the pool listens.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>Where its page was asked for: pm.status_listen where that is set; null when it was not asked.</summary>
    public FpmEndpoint? StatusEndpoint { get; init; }

    /// <summary>When it was looked at, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>Who tells this.</summary>
    public FpmStatusSource Source { get; init; }

    /// <summary>How it decides how many workers it has.</summary>
    public FpmProcessManager ProcessManager { get; init; }

    /// <summary>pm.max_children as the file says now: the most workers; null when no pool is known.</summary>
    public int? MaxChildren { get; init; }

    /// <summary>All workers.</summary>
    public int? TotalProcesses { get; init; }

    /// <summary>Workers that wait for a connection. By the kernel it is null where only root sees it.</summary>
    public int? IdleProcesses { get; init; }

    /// <summary>Workers that do not, without the one that gave the page.</summary>
    public int? ActiveProcesses { get; init; }

    /// <summary>Connections that wait for a worker, as the kernel counts them, on unix sockets too; the asking itself is not among them.</summary>
    public long? ListenQueue { get; init; }

    /// <summary>The most that can wait: the smaller of listen.backlog and net.core.somaxconn when the pool was started.</summary>
    public long? ListenQueueLimit { get; init; }

    /// <summary>The most that waited when php-fpm looked, once a second; null on unix sockets, where it does not know.</summary>
    public int? MaxListenQueue { get; init; }

    /// <summary>True when all workers that it may have are busy or others wait already: the next visitor has to wait. Null when that was not seen.</summary>
    public bool? IsFull { get; init; }

    /// <summary>The cores that its workers used while they were looked at, all together; null when they are not known to this machine.</summary>
    public double? ProcessorCores { get; init; }

    /// <summary>When php-fpm was started or reloaded, local time.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Requests since then.</summary>
    public long? AcceptedConnections { get; init; }

    /// <summary>The most workers that were active since then.</summary>
    public int? MaxActiveProcesses { get; init; }

    /// <summary>How often pm.max_children was reached since then; null with pm = static, where php-fpm does not count it.</summary>
    public long? MaxChildrenReached { get; init; }

    /// <summary>Requests over request_slowlog_timeout since then.</summary>
    public long? SlowRequests { get; init; }

    /// <summary>Bytes that PHP took at most in any request since then; since PHP 8.4.</summary>
    public long? MemoryPeakBytes { get; init; }

    /// <summary>What its workers do by the kernel, the most frequent first.</summary>
    public FpmActivityCount[] Activities { get; init; } = [];

    /// <summary>Its workers, when they were asked for.</summary>
    public FpmWorkerStatus[] Workers { get; init; } = [];

    /// <summary>Why there is no page; null when there is one.</summary>
    public FpmStatusProblem? Problem { get; init; }

    /// <summary>The problem in a sentence; empty when there is none.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>Why the page did not come over FastCGI; null when it is no trouble of FastCGI.</summary>
    public FastCgiFailure? Failure { get; init; }

    /// <summary>From the beginning until the page was there, or the question was given up; null when it was not asked.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What makes more of it readable.</summary>
    public Remedy[] Remedies { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];

    /// <summary>The pool and how it is.</summary>
    public override string ToString() => $"{Pool}: {ActiveProcesses?.ToString() ?? "?"} of {MaxChildren?.ToString() ?? "?"} busy, {ListenQueue?.ToString() ?? "?"} waiting";
}
