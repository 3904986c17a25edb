using Nginx502.Fpm;
using Nginx502.Inspection;

namespace Nginx502;

/// <summary>Works out from collected figures how many workers each pool can have. Looks at nothing: the same figures give the same measurement.</summary>
public static class FpmMemoryMeter
{
    private const double LeastFit = 0.5;
    private const int LeastWorkers = 5;

    private static readonly TimeSpan LeastSpread = TimeSpan.FromMinutes(1);

    /// <summary>Measures every pool.</summary>
    /// <param name="facts">What was collected.</param>
    /// <param name="pools">The pools of every php-fpm of the machine: all share its memory.</param>
    /// <param name="reserve">What is kept back for other programs, in bytes.</param>
    /// <param name="safetyFactor">The part of the available memory that is used, more than 0 and at most 1.</param>
    public static IReadOnlyList<FpmMemoryMeasurement> Measure(FpmMemoryFacts facts, IReadOnlyList<FpmPool> pools, long reserve = 0, double safetyFactor = 0.8)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(pools);
        PoolMemory[] all = [.. pools.Select(pool => new PoolMemory(pool, facts.Masters.FirstOrDefault(master => master.ProcessId == pool.ProcessId)))];
        var places = new MemoryPlaces(facts, all);
        return [.. all.Select(pool => Measure(facts, pool, places, reserve, safetyFactor))];
    }

    private static FpmMemoryMeasurement Measure(FpmMemoryFacts facts, PoolMemory pool, MemoryPlaces places, long reserve, double safetyFactor)
    {
        IReadOnlyList<MemoryPlace> limits = places.Of(pool);
        PoolSizing? sizing = pool.Workers.Count > 0 && limits.Count > 0
            ? PoolSizing.Of(limits, places.Sized(pool), pool.Use, reserve, safetyFactor)
            : null;
        IReadOnlyList<FpmMemoryRemark> remarks = PoolRemarks.Of(facts, pool, sizing, Growth(pool));
        FpmMemoryMeasurement measured = Figures(facts, pool) with
        {
            Remarks = [.. remarks],
            Available = sizing?.Available ?? (limits.Count == 0 ? null : Math.Max(0, limits.Min(place => place.Room) - reserve)),
            LimitedBy = sizing?.Place.Name ?? limits.MinBy(place => place.Room)?.Name,
            GuideMaxChildren = sizing?.GuideWorkers,
        };
        return sizing is null ? measured : Recommend(measured, sizing, WorkerCeiling.Of(facts, pool, measured.MoreWouldHelp));
    }

    private static FpmMemoryMeasurement Recommend(FpmMemoryMeasurement measured, PoolSizing sizing, IEnumerable<WorkerCeiling> ceilings)
    {
        // php-fpm takes no pool without a worker.
        int workers = Math.Max(1, sizing.SafeWorkers);
        List<string> arithmetic = [.. sizing.Arithmetic];
        foreach (WorkerCeiling ceiling in ceilings.Where(ceiling => ceiling.Workers < workers).OrderByDescending(ceiling => ceiling.Workers))
        {
            workers = Math.Max(1, ceiling.Workers);
            arithmetic.Add(ceiling.Reason);
        }

        FpmSpareServers? spare = measured.ProcessManager == FpmProcessManager.Dynamic ? FpmSpareServers.For(workers) : null;
        if (spare is not null)
        {
            arithmetic.Add($"spare: min {spare.Minimum} (a quarter), max {spare.Maximum} (half), start {spare.Start} (the middle)");
        }

        return measured with
        {
            RecommendedMaxChildren = workers,
            RecommendedStartServers = spare?.Start,
            RecommendedMinSpareServers = spare?.Minimum,
            RecommendedMaxSpareServers = spare?.Maximum,
            Arithmetic = [.. arithmetic],
        };
    }

    private static FpmMemoryMeasurement Figures(FpmMemoryFacts facts, PoolMemory pool) => new()
    {
        Pool = pool.Pool.Pool,
        ConfigurationPath = pool.Pool.ConfigurationPath,
        PhpVersion = pool.Pool.PhpVersion,
        ProcessManager = pool.Pool.ProcessManager,
        MaxChildren = pool.Pool.MaxChildren,
        WorkerCount = pool.Workers.Count,
        Pss = Over(pool, memory => memory.Proportional),
        Uss = Over(pool, memory => memory.Unique),
        Rss = Over(pool, memory => memory.Resident),
        Swap = Over(pool, memory => memory.Swap),
        Peak = Over(pool, memory => memory.PeakUnique),
        Shared = pool.Master?.Shared ?? 0,
        GrowthPerHour = Growth(pool),
        Source = pool.Workers.Select(worker => worker.Memory.Source).DefaultIfEmpty().Max(),
        Workers = [.. pool.Workers],
        ProcessId = pool.Master?.ProcessId,
        MasterStartTicks = pool.Master?.StartTicks,
        Time = facts.Time,
        ComputerName = facts.ComputerName,
        MachineId = facts.Machine.MachineId,
        BootId = facts.Machine.BootId,
    };

    private static MemoryStatistics Over(PoolMemory pool, Func<ProcessMemoryUse, long> size) => MemoryStatistics.Of(pool.Workers.Select(worker => size(worker.Memory)));

    // Workers of different age that lie on a line: each grows along it.
    private static long? Growth(PoolMemory pool)
    {
        FpmWorkerMemory[] aged = [.. pool.Experienced.Where(worker => worker.StartTime is not null)];
        DateTime[] starts = [.. aged.Select(worker => worker.StartTime!.Value)];
        if (aged.Length < LeastWorkers || starts.Max() - starts.Min() < LeastSpread)
        {
            return null;
        }

        DateTime newest = starts.Max();
        return LinearTrend.Of([.. aged.Select(worker => ((newest - worker.StartTime!.Value).TotalHours, (double)(worker.Memory.Unique + worker.Memory.Swap)))]) is { Fit: >= LeastFit } trend
            ? (long)trend.Slope
            : null;
    }
}
