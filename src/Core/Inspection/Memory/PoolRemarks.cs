using Nginx502.Fpm;

namespace Nginx502.Inspection;

/// <summary>What is to be said about a measurement beside its numbers: what makes it uncertain first, then what hurts, then what keeps more workers from helping.</summary>
internal static class PoolRemarks
{
    private const int FewWorkers = 3;
    private const double MuchGrowth = 0.1;
    private const string Load = "Measure again under the site's usual load, after some hundred requests.";

    /// <summary>The remarks.</summary>
    /// <param name="facts">What was collected.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="sizing">The arithmetic; null when nothing was measured.</param>
    /// <param name="growth">How much a worker grows in an hour; null when that was not seen.</param>
    public static IReadOnlyList<FpmMemoryRemark> Of(FpmMemoryFacts facts, PoolMemory pool, PoolSizing? sizing, long? growth) =>
        [.. Uncertainty(facts, pool), .. Troubles(pool, sizing, growth), .. Bottlenecks.Of(facts, pool)];

    private static IEnumerable<FpmMemoryRemark> Uncertainty(FpmMemoryFacts facts, PoolMemory pool)
    {
        if (pool.Master is null)
        {
            yield return new FpmMemoryRemark(FpmMemoryRemarkKind.NotRunning, "No php-fpm runs with this pool: nothing was measured.", "Start it, and measure under load.");
            yield break;
        }

        int experienced = pool.Experienced.Count;
        int wanted = Math.Min(FewWorkers, Math.Max(1, pool.Pool.MaxChildren));
        if (pool.Workers.Count == 0)
        {
            yield return new FpmMemoryRemark(FpmMemoryRemarkKind.NoWorkers, "It has no worker now: nothing was measured.", Load);
        }
        else if (pool.Workers.Count < wanted)
        {
            yield return new FpmMemoryRemark(FpmMemoryRemarkKind.FewWorkers, $"It has {Count(pool.Workers.Count)} only: the next one may take more.", Load);
        }
        else if (experienced < wanted || experienced * 2 < pool.Workers.Count)
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.NewWorkers, $"{pool.Workers.Count - experienced} of {Count(pool.Workers.Count)} have hardly worked yet: new ones show a quarter of what they will take.", Load);
        }

        if (pool.Workers.Any(worker => worker.Memory.Source == MemorySource.Status))
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.Estimated, "This user may not read what is shared: PSS and USS are estimated from RSS, mostly too high.", "Run it as root.");
        }

        if (facts.Memory is null || pool.Master.Groups.NotSeen.Length > 0)
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.LimitNotSeen, "What limits its memory was not seen in full: there may be less than is told here.", "Run it as root, outside of the container.");
        }
    }

    private static IEnumerable<FpmMemoryRemark> Troubles(PoolMemory pool, PoolSizing? sizing, long? growth)
    {
        if (sizing is { SafeWorkers: < 1 })
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.NoRoom, $"There is no room for one worker of {MemoryText.Of(pool.WorkerBytes)} in {sizing.Place.Name}.", "Give it more memory, or lower memory_limit and opcache.memory_consumption.");
        }
        else if (sizing is not null && sizing.SafeWorkers < pool.Pool.MaxChildren)
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.TooManyChildren,
                $"pm.max_children is {pool.Pool.MaxChildren}, and {sizing.SafeWorkers} fit: when all work, memory runs out, and the kernel ends workers in the middle of requests.",
                "Set the recommended numbers.");
        }

        if (growth is { } bytes && bytes > pool.WorkerBytes * MuchGrowth)
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.Growing, $"Older workers take more: {MemoryText.Of(bytes)} an hour.", "pm.max_requests (500, say) replaces them before they grow large.");
        }

        long swap = pool.Workers.Sum(worker => worker.Memory.Swap);
        if (swap > 0)
        {
            yield return new FpmMemoryRemark(FpmMemoryRemarkKind.Swapped, $"{MemoryText.Of(swap)} of its workers is swapped out: they answer slowly.", "There are too many workers, or other programs need the memory.");
        }
    }

    private static string Count(int workers) => workers == 1 ? "1 worker" : $"{workers} workers";
}
