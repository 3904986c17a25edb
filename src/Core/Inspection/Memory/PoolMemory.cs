using Nginx502.Fpm;

namespace Nginx502.Inspection;

/// <summary>A pool with its php-fpm, its workers, and what one of them takes.</summary>
internal sealed class PoolMemory
{
    /// <summary>Takes its workers out of those of its php-fpm.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="master">Its php-fpm; null when it does not run.</param>
    public PoolMemory(FpmPool pool, FpmMasterMemory? master)
    {
        Pool = pool;
        Master = master;
        Workers = [.. (master?.Workers ?? []).Where(worker => worker.Pool == pool.Pool).OrderByDescending(worker => worker.Memory.PeakUnique)];
        Experienced = [.. Workers.Where(worker => worker.HasWorked)];
        IReadOnlyList<FpmWorkerMemory> telling = Experienced.Count > 0 ? Experienced : Workers;
        WorkerBytes = MemoryStatistics.Of(telling.Select(worker => worker.Memory.PeakUnique)).Percentile95;
        HashSet<int> own = [.. Workers.Select(worker => worker.ProcessId)];
        Activities = [.. (master?.Activities ?? []).Where(activity => own.Contains(activity.ProcessId))];
        Use = new PoolUse(
            Workers.Sum(worker => worker.Memory.Held),
            MemoryStatistics.Of(Workers.Select(worker => worker.Memory.Proportional)).Average,
            telling.Count == 1 ? "one worker had at its peak" : $"95 % of {telling.Count} workers never exceeded");
    }

    /// <summary>The pool.</summary>
    public FpmPool Pool { get; }

    /// <summary>Its php-fpm; null when it does not run.</summary>
    public FpmMasterMemory? Master { get; }

    /// <summary>Its workers, the largest first.</summary>
    public IReadOnlyList<FpmWorkerMemory> Workers { get; }

    /// <summary>Those that have worked.</summary>
    public IReadOnlyList<FpmWorkerMemory> Experienced { get; }

    /// <summary>What its workers did meanwhile.</summary>
    public IReadOnlyList<FpmWorkerActivity> Activities { get; }

    /// <summary>What one worker takes: what 95 of 100 of those that have worked never had more of, or of all where none has. 0 where there is none.</summary>
    public long WorkerBytes { get; }

    /// <summary>What its workers take now.</summary>
    public PoolUse Use { get; }
}
