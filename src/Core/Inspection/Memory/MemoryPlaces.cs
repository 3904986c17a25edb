using Nginx502.Fpm;

namespace Nginx502.Inspection;

/// <summary>What limits the memory of the pools of a machine: the machine itself, and every control group that has a limit and a php-fpm in it.</summary>
/// <param name="facts">What was collected.</param>
/// <param name="pools">All pools.</param>
internal sealed class MemoryPlaces(FpmMemoryFacts facts, IReadOnlyList<PoolMemory> pools)
{
    private readonly long _fallback = pools.Select(pool => pool.WorkerBytes).DefaultIfEmpty().Max();

    /// <summary>Those that limit a pool; none when nothing of them was seen.</summary>
    public IReadOnlyList<MemoryPlace> Of(PoolMemory pool) =>
    [
        .. facts.Memory is { } machine ? [Place("the machine", machine.Available, facts.Masters)] : (IEnumerable<MemoryPlace>)[],
        .. (pool.Master?.Groups.Memory ?? []).Where(group => group.Available is not null).Select(Place),
    ];

    /// <summary>A pool for the arithmetic, as it is in the places.</summary>
    public SizedPool Sized(PoolMemory pool) => pool.Sized(SizeOfOthers(pool));

    private MemoryPlace Place(ControlGroupMemory group) => Place(
        $"the control group {group.Path} of {MemoryText.Of(group.EffectiveLimit!.Value)}",
        group.Available!.Value,
        [.. facts.Masters.Where(master => master.Groups.Memory.Any(one => one.Path == group.Path))]);

    private MemoryPlace Place(string name, long room, IReadOnlyList<FpmMasterMemory> masters) => new(
        name,
        room,
        masters.Sum(master => master.Held),
        masters.Sum(master => master.Standing),
        [.. pools.Where(pool => pool.Master is { } own && masters.Contains(own)).Select(Sized).Where(pool => pool.WorkerBytes > 0)]);

    // An ondemand pool that is idle will have workers like those of its neighbours.
    private long SizeOfOthers(PoolMemory pool) =>
        pools.Where(other => other.Master == pool.Master).Select(other => other.WorkerBytes).DefaultIfEmpty().Max() is > 0 and long size ? size : _fallback;
}
