namespace Nginx502;

/// <summary>How full a pool is at one moment of watching. Its texts are safe to show.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="ConfigurationPath">Its file; null when it is not known.</param>
/// <param name="Endpoint">Where it listens; null when it is not known.</param>
/// <param name="ListenQueue">How many connections wait; null when it was not seen.</param>
/// <param name="ListenQueueLimit">How many may wait; null when it was not seen.</param>
/// <param name="ActiveProcesses">How many workers are at a request; null when it was not seen.</param>
/// <param name="TotalProcesses">How many workers there are; null when it was not seen.</param>
/// <param name="MaxChildren">How many there may be; null when it is not known.</param>
public sealed record WatchedPool(
    string Pool, string? ConfigurationPath, FpmEndpoint? Endpoint, long? ListenQueue, long? ListenQueueLimit, int? ActiveProcesses, int? TotalProcesses, int? MaxChildren)
{
    /// <summary>The pool, its workers and its queue.</summary>
    public override string ToString() => $"{Pool} {ActiveProcesses?.ToString() ?? "?"}/{MaxChildren?.ToString() ?? "?"} busy, {ListenQueue?.ToString() ?? "?"} waiting";
}
