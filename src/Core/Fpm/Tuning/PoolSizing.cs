using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>
/// How many workers a pool can have: by the guides' formula, and by one that holds when all of them work. Several pools share the memory by
/// their configured pm.max_children: each keeps its part, and all shrink or grow alike. What is asked of a pool at the moment says nothing of the next
/// rush.
/// </summary>
/// <param name="Place">What limits it most.</param>
/// <param name="GuideWorkers">The guides' formula: available memory, times the factor, by the average.</param>
/// <param name="SafeWorkers">The safer one: what is shared is taken off once, and a worker counts as what 95 of 100 never exceeded.</param>
/// <param name="Available">What the pool may take: what is free there, with what its own workers hold now.</param>
/// <param name="Arithmetic">Both, step by step.</param>
internal sealed record PoolSizing(MemoryPlace Place, int GuideWorkers, int SafeWorkers, long Available, IReadOnlyList<string> Arithmetic)
{
    /// <summary>Works it out.</summary>
    /// <param name="places">All that limits it; at least one.</param>
    /// <param name="pool">The pool, one of theirs.</param>
    /// <param name="use">What its workers take.</param>
    /// <param name="reserve">What is kept back for others.</param>
    /// <param name="factor">The part of the memory that is used.</param>
    public static PoolSizing Of(IReadOnlyList<MemoryPlace> places, SizedPool pool, PoolUse use, long reserve, double factor)
    {
        MemoryPlace place = places.MinBy(one => one.Workers(pool, reserve, factor))!;
        long available = Math.Max(0, place.Room + use.Held - reserve);
        int guide = ToWorkers(available * factor / Math.Max(1, use.AverageProportional));
        int safe = ToWorkers(place.Workers(pool, reserve, factor));
        return new PoolSizing(place, guide, safe, available, [.. Explain(place, pool, use, available, reserve, factor, guide, safe)]);
    }

    private static IEnumerable<string> Explain(
        MemoryPlace place, SizedPool pool, PoolUse use, long available, long reserve, double factor, int guide, int safe)
    {
        string kept = reserve > 0 ? $" - {MemoryText.Of(reserve)} in reserve" : string.Empty;
        yield return $"available: {MemoryText.Of(place.Room)} free ({place.Name}) + {MemoryText.Of(use.Held)} that its workers hold{kept} = {MemoryText.Of(available)}";
        yield return $"guide: {MemoryText.Of(available)} * {Number(factor)} / {MemoryText.Of(use.AverageProportional)} average PSS = {Number(guide)} workers";
        yield return $"worker: {MemoryText.Of(pool.WorkerBytes)} of its own, which {use.Basis}";
        bool isShared = place.Pools.Count > 1;
        if (isShared)
        {
            yield return $"all pools: {MemoryText.Of(place.Room)} free + {MemoryText.Of(place.Held)} that all php-fpm hold{kept} = {MemoryText.Of(place.Budget(reserve))}";
        }

        yield return $"standing: {MemoryText.Of(place.Standing)} for {(isShared ? "masters" : "the master")} and for what workers share, counted once and full";
        double usable = (place.Budget(reserve) * factor) - place.Standing;
        string budget = $"{MemoryText.Of(place.Budget(reserve))} * {Number(factor)} - {MemoryText.Of(place.Standing)} standing = {MemoryText.Of(usable)}";
        yield return $"for workers: {budget}";
        if (isShared)
        {
            double demand = place.Pools.Sum(other => other.Demand);
            yield return $"share: by configured pm.max_children, {Percent(pool.Demand / demand)} of it: {string.Join(" + ", place.Pools.Select(Term))} = {MemoryText.Of(demand)}";
            usable *= pool.Demand / Math.Max(1, demand);
        }

        yield return $"safe: {MemoryText.Of(usable)} / {MemoryText.Of(pool.WorkerBytes)} = {Number(safe)} workers";
    }

    private static string Term(SizedPool pool) => $"{pool.Name} {Number(pool.MaxChildren)} x {MemoryText.Of(pool.WorkerBytes)}";

    private static int ToWorkers(double workers) => (int)Math.Clamp(Math.Floor(workers), 0, int.MaxValue);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
