namespace Nginx502;

/// <summary>How full a pool was while a load ran, by the kernel: no worker was asked, since that would take one. Its texts are safe to show.</summary>
/// <param name="Pool">The pool; empty where an endpoint was asked of which none is known.</param>
/// <param name="ConfigurationPath">Its file; null when it is not known.</param>
/// <param name="Endpoint">Where it listens; null when it is not known.</param>
/// <param name="MaxListenQueue">The most connections that were seen waiting; null when it was not seen.</param>
/// <param name="ListenQueueLimit">The most that can wait; null when it was not seen.</param>
/// <param name="MaxActiveProcesses">The most workers that were seen at a request; null when it was not seen.</param>
/// <param name="MaxTotalProcesses">The most workers that there were; null when it was not seen.</param>
/// <param name="MaxChildren">How many there may be; null when it is not known.</param>
/// <param name="Samples">How often it was looked.</param>
public sealed record LoadPool(
    string Pool, string? ConfigurationPath, FpmEndpoint? Endpoint, long? MaxListenQueue, long? ListenQueueLimit, int? MaxActiveProcesses, int? MaxTotalProcesses, int? MaxChildren, int Samples)
{
    /// <summary>True when no further connection could wait. Linux lets one more wait than the limit.</summary>
    public bool WasQueueFull => MaxListenQueue is { } queue && ListenQueueLimit is { } limit && limit > 0 && queue >= limit;

    /// <summary>True when all workers that it may have were busy, or connections waited while there were as many.</summary>
    public bool WasFull => MaxChildren is > 0 && (MaxActiveProcesses >= MaxChildren || (MaxActiveProcesses is null && MaxTotalProcesses >= MaxChildren && MaxListenQueue > 0));

    /// <summary>The pool, its workers and its queue.</summary>
    public override string ToString() => $"{(Pool.Length > 0 ? Pool : Endpoint)}: {MaxActiveProcesses?.ToString() ?? "?"} of {MaxChildren?.ToString() ?? "?"} busy, {MaxListenQueue?.ToString() ?? "?"} of {ListenQueueLimit?.ToString() ?? "?"} waiting";
}
