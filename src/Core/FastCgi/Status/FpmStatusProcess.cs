using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// One worker as php-fpm's full status page tells of it (php-src: sapi/fpm/fpm/fpm_status.c). What it tells of a request is
/// what the visitor sent, cut to 127 bytes of URI, 511 of query string, 255 of script and 31 of user; all texts are safe to
/// show.
/// </summary>
public sealed class FpmStatusProcess
{
    [JsonConstructor]
    internal FpmStatusProcess()
    {
    }

    /// <summary><c>pid</c>: The worker's process number, in the process name space of php-fpm.</summary>
    [JsonInclude]
    public int ProcessId { get; internal init; }

    /// <summary><c>state</c>: What it does.</summary>
    [JsonInclude]
    public FpmProcessState State { get; internal init; }

    /// <summary><c>start time</c>: When it was started, local time.</summary>
    [JsonInclude]
    public DateTime? StartTime { get; internal init; }

    /// <summary><c>start since</c>: How long ago that was; null when the clock was set back meanwhile.</summary>
    [JsonInclude]
    public TimeSpan? StartSince { get; internal init; }

    /// <summary><c>requests</c>: How many requests it has dealt with, the one that runs among them.</summary>
    [JsonInclude]
    public long? Requests { get; internal init; }

    /// <summary>
    /// <c>request duration</c>: How long the request runs, or how long the last one took when it is idle; null when php-fpm
    /// counted past the end of its number.
    /// </summary>
    [JsonInclude]
    public TimeSpan? RequestDuration { get; internal init; }

    /// <summary><c>request method</c>: The method; null when there is none yet.</summary>
    [JsonInclude]
    public string? Method { get; internal init; }

    /// <summary>
    /// <c>request URI</c>: The script's name with the query string, which is masked; with a front controller it is the same for
    /// all requests. Null when there is none yet.
    /// </summary>
    [JsonInclude]
    public string? RequestUri { get; internal init; }

    /// <summary><c>content length</c>: Bytes of the request's content.</summary>
    [JsonInclude]
    public long? ContentLength { get; internal init; }

    /// <summary><c>user</c>: The user of HTTP's own authentication; null when there is none.</summary>
    [JsonInclude]
    public string? User { get; internal init; }

    /// <summary><c>script</c>: The script's path; null when there is none, as for the status page itself.</summary>
    [JsonInclude]
    public string? Script { get; internal init; }

    /// <summary>
    /// <c>last request cpu</c>: Percent of one processor that the last request took; null unless it is idle and had a request.
    /// It is counted in hundredths of a second: of a short request it says nothing.
    /// </summary>
    [JsonInclude]
    public double? LastRequestCpu { get; internal init; }

    /// <summary><c>last request memory</c>: Bytes that PHP took at most in the last request; null unless it is idle and had a request.</summary>
    [JsonInclude]
    public long? LastRequestMemoryBytes { get; internal init; }

    /// <summary>The worker and what it does.</summary>
    public override string ToString() => $"{ProcessId} {State} {Method} {RequestUri}".TrimEnd();
}
