using Nginx502.Fpm;

namespace Nginx502.Inspection;

/// <summary>A pool with its php-fpm, its workers, and what one of them takes.</summary>
/// <param name="pool">The pool.</param>
/// <param name="master">Its php-fpm; null when it does not run.</param>
internal sealed class PoolMemory(FpmPool pool, FpmMasterMemory? master)
{
    /// <summary>The pool.</summary>
    public FpmPool Pool { get; } = pool;

    /// <summary>Its php-fpm; null when it does not run.</summary>
    public FpmMasterMemory? Master { get; } = master;

    /// <summary>Its workers, the largest first.</summary>
    public IReadOnlyList<FpmWorkerMemory> Workers { get; } =
        [.. (master?.Workers ?? []).Where(worker => worker.Pool == pool.Pool).OrderByDescending(worker => worker.Memory.PeakUnique)];

    /// <summary>Those that have worked; all where none has.</summary>
    public IReadOnlyList<FpmWorkerMemory> Telling => Experienced.Any() ? [.. Experienced] : Workers;

    /// <summary>Those that have worked.</summary>
    public IEnumerable<FpmWorkerMemory> Experienced => Workers.Where(worker => worker.HasWorked);

    /// <summary>What its workers did meanwhile.</summary>
    public IEnumerable<FpmWorkerActivity> Activities =>
        (Master?.Activities ?? []).Where(activity => Workers.Any(worker => worker.ProcessId == activity.ProcessId));

    /// <summary>What one worker takes: what 95 of 100 of those that have worked never had more of. 0 where there is none.</summary>
    public long WorkerBytes => MemoryStatistics.Of(Telling.Select(worker => worker.Memory.PeakUnique)).Percentile95;

    /// <summary>What its workers take now.</summary>
    public PoolUse Use => new(
        Workers.Sum(worker => worker.Memory.Held),
        MemoryStatistics.Of(Workers.Select(worker => worker.Memory.Proportional)).Average,
        Telling.Count == 1 ? "one worker had at its peak" : $"95 % of {Telling.Count} workers never exceeded");

    /// <summary>The pool for the arithmetic.</summary>
    /// <param name="fallback">The size of one worker where it has none now.</param>
    public SizedPool Sized(long fallback) => new(Pool.Pool, Math.Max(1, Pool.MaxChildren), WorkerBytes > 0 ? WorkerBytes : fallback);
}
