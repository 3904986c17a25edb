namespace Nginx502.Fpm;

/// <summary>Something that limits memory, the machine or a control group, with what php-fpm has in it.</summary>
/// <param name="Name">How it is called in the arithmetic: "the machine".</param>
/// <param name="Room">What can be had yet.</param>
/// <param name="Held">What all php-fpm in it hold now: it is theirs to keep.</param>
/// <param name="Standing">What they need however many workers there are: their masters, and what workers share, once for each master, full.</param>
/// <param name="Pools">The pools of all php-fpm in it.</param>
internal sealed record MemoryPlace(string Name, long Room, long Held, long Standing, IReadOnlyList<SizedPool> Pools)
{
    /// <summary>What php-fpm may take of it when something is kept back for others.</summary>
    public long Budget(long reserve) => Room + Held - reserve;

    /// <summary>How many workers one of its pools can have. Not below 0.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="reserve">What is kept back for others.</param>
    /// <param name="factor">The part of the memory that is used.</param>
    public double Workers(SizedPool pool, long reserve, double factor)
    {
        double demand = Pools.Sum(other => other.Demand);
        double usable = (Budget(reserve) * factor) - Standing;
        return usable <= 0 || demand <= 0 ? 0 : usable * pool.MaxChildren / demand;
    }
}
