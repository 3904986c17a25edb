namespace Nginx502.Inspection;

/// <summary>A pool whose status is asked for, and the php-fpm that it belongs to; or an endpoint of which nothing else is known.</summary>
/// <param name="Endpoint">Where it listens; null when the pool says nothing that is an address.</param>
/// <param name="Pool">The pool; null when none is known.</param>
/// <param name="Instance">Its php-fpm; null when none is known.</param>
/// <param name="StatusPath">The path of its page; null when it has none.</param>
internal sealed record StatusSubject(FpmEndpoint? Endpoint, FpmPool? Pool, FpmInstance? Instance, string? StatusPath)
{
    /// <summary>Where its page is asked for; null where that is nowhere.</summary>
    public FpmEndpoint? StatusEndpoint => Pool is null ? Endpoint : FpmStatusQuery.EndpointOf(Pool);

    /// <summary>What it is called in messages.</summary>
    public string Name => Pool is { } pool ? $"the pool {pool.Pool}" : $"{Endpoint}";

    /// <summary>The workers of the pool, as its master shows them.</summary>
    public IReadOnlyList<int> Workers => Instance?.Master is { } master && Pool is not null
        ? [.. master.Workers.Where(worker => worker.Pool == Pool.Pool).Select(worker => worker.ProcessId)]
        : [];

    /// <summary>The subject of a pool.</summary>
    public static StatusSubject Of(FpmPool pool, FpmInstance instance) =>
        new(pool.Endpoint, pool, instance, string.IsNullOrEmpty(pool.StatusPath) ? null : pool.StatusPath);
}
