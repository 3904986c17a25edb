using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What a pool says of itself on php-fpm's status page (php-src: sapi/fpm/fpm/fpm_status.c). The worker that answers counts
/// itself as active, unless it was asked through <c>pm.status_listen</c>. php-fpm counts its workers once a second; what it
/// does not count, or counted past the end of a number, is null. All texts are safe to show.
/// </summary>
public sealed class FpmStatus
{
    [JsonConstructor]
    internal FpmStatus()
    {
    }

    /// <summary><c>pool</c>: The pool's name, cut to 31 bytes.</summary>
    [JsonInclude]
    public string Pool { get; internal init; } = string.Empty;

    /// <summary>The file of the pool; null when an endpoint was asked and no pool.</summary>
    [JsonInclude]
    public string? ConfigurationPath { get; internal init; }

    /// <summary>Where it was asked; null when it is a page from elsewhere.</summary>
    [JsonInclude]
    public FpmEndpoint? Endpoint { get; internal init; }

    /// <summary>When it was asked, local time.</summary>
    [JsonInclude]
    public DateTime Time { get; internal init; }

    /// <summary><c>process manager</c>: How it decides how many workers it has.</summary>
    [JsonInclude]
    public FpmProcessManager ProcessManager { get; internal init; }

    /// <summary><c>start time</c>: When php-fpm was started or reloaded, local time.</summary>
    [JsonInclude]
    public DateTime? StartTime { get; internal init; }

    /// <summary><c>start since</c>: How long ago that was; null when the clock was set back meanwhile.</summary>
    [JsonInclude]
    public TimeSpan? StartSince { get; internal init; }

    /// <summary><c>accepted conn</c>: Requests since then.</summary>
    [JsonInclude]
    public long AcceptedConnections { get; internal init; }

    /// <summary>
    /// <c>listen queue</c>: Connections that wait for a worker. Null for a pool on a unix socket: there php-fpm says 0, always,
    /// since it asks for TCP alone (php-src: sapi/fpm/fpm/fpm_sockets.c, fpm_socket_get_listening_queue).
    /// </summary>
    [JsonInclude]
    public int? ListenQueue { get; internal init; }

    /// <summary><c>max listen queue</c>: The most that waited when php-fpm looked, once a second. Null for a pool on a unix socket.</summary>
    [JsonInclude]
    public int? MaxListenQueue { get; internal init; }

    /// <summary><c>listen queue len</c>: How many can wait. Null for a pool on a unix socket.</summary>
    [JsonInclude]
    public int? ListenQueueLength { get; internal init; }

    /// <summary><c>idle processes</c>: Workers that wait for a connection.</summary>
    [JsonInclude]
    public int IdleProcesses { get; internal init; }

    /// <summary><c>active processes</c>: Workers that do not.</summary>
    [JsonInclude]
    public int ActiveProcesses { get; internal init; }

    /// <summary><c>total processes</c>: All workers.</summary>
    [JsonInclude]
    public int TotalProcesses { get; internal init; }

    /// <summary><c>max active processes</c>: The most that were active since the start.</summary>
    [JsonInclude]
    public int? MaxActiveProcesses { get; internal init; }

    /// <summary>
    /// <c>max children reached</c>: How often pm.max_children was reached. Null with pm = static, which always has all of them:
    /// there php-fpm says 0, always.
    /// </summary>
    [JsonInclude]
    public long? MaxChildrenReached { get; internal init; }

    /// <summary><c>slow requests</c>: Requests over request_slowlog_timeout; 0 where that is not set.</summary>
    [JsonInclude]
    public long? SlowRequests { get; internal init; }

    /// <summary><c>memory peak</c>: Bytes that PHP took at most in any request since the start; since PHP 8.4.</summary>
    [JsonInclude]
    public long? MemoryPeakBytes { get; internal init; }

    /// <summary>The workers, when they were asked for.</summary>
    [JsonInclude]
    public IReadOnlyList<FpmStatusProcess> Processes { get; internal init; } = [];

    /// <summary>The pool and its workers.</summary>
    public override string ToString() => $"{Pool}: {ActiveProcesses} active, {IdleProcesses} idle";
}
