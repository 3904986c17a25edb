using Nginx502.Fpm;

namespace Nginx502.Inspection;

/// <summary>What limits the memory of the pools of a machine: the machine itself, and every control group that has a limit and a php-fpm in it.</summary>
internal sealed class MemoryPlaces
{
    private readonly FpmMemoryFacts _facts;
    private readonly Dictionary<PoolMemory, SizedPool> _sized;
    private readonly Dictionary<int, IReadOnlyList<MemoryPlace>> _places;

    /// <summary>Works them out.</summary>
    /// <param name="facts">What was collected.</param>
    /// <param name="pools">All pools.</param>
    public MemoryPlaces(FpmMemoryFacts facts, IReadOnlyList<PoolMemory> pools)
    {
        _facts = facts;

        // An ondemand pool that is idle will have workers like those of its neighbours.
        long largest = pools.Select(pool => pool.WorkerBytes).DefaultIfEmpty().Max();
        Dictionary<int, long> largestOfMaster = pools.Where(pool => pool.Master is not null)
            .GroupBy(pool => pool.Master!.ProcessId)
            .ToDictionary(group => group.Key, group => group.Max(pool => pool.WorkerBytes));
        _sized = pools.ToDictionary(pool => pool, pool => Size(pool, largestOfMaster.GetValueOrDefault(pool.Master?.ProcessId ?? 0) is > 0 and long size ? size : largest));
        _places = facts.Masters.ToDictionary(master => master.ProcessId, PlacesOf);
    }

    /// <summary>Those that limit a pool; none when nothing of them was seen.</summary>
    public IReadOnlyList<MemoryPlace> Of(PoolMemory pool) =>
        pool.Master is { } master ? _places[master.ProcessId] : _facts.Memory is { } machine ? [Machine(machine)] : [];

    /// <summary>A pool for the arithmetic, as it is in the places.</summary>
    public SizedPool Sized(PoolMemory pool) => _sized[pool];

    private static SizedPool Size(PoolMemory pool, long fallback) =>
        new(pool.Pool.Pool, Math.Max(1, pool.Pool.MaxChildren), pool.WorkerBytes > 0 ? pool.WorkerBytes : fallback);

    private IReadOnlyList<MemoryPlace> PlacesOf(FpmMasterMemory master) =>
    [
        .. _facts.Memory is { } machine ? [Machine(machine)] : (IEnumerable<MemoryPlace>)[],
        .. master.Groups.Memory.Where(group => group.Available is not null).Select(Group),
    ];

    private MemoryPlace Machine(MachineMemory machine) => Place("the machine", machine.Available, _facts.Masters);

    private MemoryPlace Group(ControlGroupMemory group) => Place(
        $"the control group {group.Path} of {MemoryText.Of(group.EffectiveLimit!.Value)}",
        group.Available!.Value,
        [.. _facts.Masters.Where(master => master.Groups.Memory.Any(one => one.Path == group.Path))]);

    private MemoryPlace Place(string name, long room, IReadOnlyList<FpmMasterMemory> masters)
    {
        HashSet<int> members = [.. masters.Select(master => master.ProcessId)];
        return new MemoryPlace(
            name,
            room,
            masters.Sum(master => master.Held),
            masters.Sum(master => master.Standing),
            [.. _sized.Where(one => one.Key.Master is { } own && members.Contains(own.ProcessId) && one.Value.WorkerBytes > 0).Select(one => one.Value)]);
    }
}
