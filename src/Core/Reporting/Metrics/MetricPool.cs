namespace Nginx502;

/// <summary>How a pool was when metrics were written. Its texts are safe to show.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="ConfigurationPath">Its file; null when it is not known.</param>
/// <param name="ListenQueue">How many connections wait; null when it was not seen.</param>
/// <param name="ListenQueueLimit">How many may wait; null when it was not seen.</param>
/// <param name="IdleProcesses">How many workers wait for a connection; null when it was not seen.</param>
/// <param name="ActiveProcesses">How many workers are at a request; null when it was not seen.</param>
/// <param name="MaxChildren">How many workers there may be; null when it is not known.</param>
public sealed record MetricPool(string Pool, string? ConfigurationPath, long? ListenQueue, long? ListenQueueLimit, int? IdleProcesses, int? ActiveProcesses, int? MaxChildren)
{
    /// <summary>True when its php-fpm runs.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The pool, its workers and its queue.</summary>
    public override string ToString() => $"{Pool} {ActiveProcesses?.ToString() ?? "?"}/{MaxChildren?.ToString() ?? "?"} busy, {ListenQueue?.ToString() ?? "?"} waiting";
}
