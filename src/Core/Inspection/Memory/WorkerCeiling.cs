using System.Globalization;

namespace Nginx502.Inspection;

/// <summary>What lets a pool have no more workers, however much memory there is.</summary>
/// <param name="Workers">How many it may have.</param>
/// <param name="Reason">Why, a line of the arithmetic.</param>
internal sealed record WorkerCeiling(int Workers, string Reason)
{
    // Workers that wait nine tenths of their time leave room for ten on a processor; five times as many is more than any site uses.
    private const int WorkersOfProcessor = 50;

    /// <summary>All that hold for a pool.</summary>
    /// <param name="facts">What was collected.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="moreWouldHelp">False when more workers than it has would not answer more.</param>
    public static IEnumerable<WorkerCeiling> Of(FpmMemoryFacts facts, PoolMemory pool, bool moreWouldHelp)
    {
        int configured = pool.Pool.MaxChildren;
        if (!moreWouldHelp && configured > 0)
        {
            yield return new WorkerCeiling(configured, $"not more: {Number(configured)} as configured, since more would not help");
        }

        int useful = Math.Max(configured, facts.ProcessorCount * WorkersOfProcessor);
        yield return new WorkerCeiling(useful, $"not more: {Number(useful)}, {WorkersOfProcessor} for each of {Number(facts.ProcessorCount)} processors or what is configured");

        foreach (ControlGroupProcesses group in (pool.Master?.Groups.Processes ?? []).Where(group => group.Limit is not null))
        {
            long room = Math.Max(0, group.Limit!.Value - group.Current) + pool.Workers.Count;
            yield return new WorkerCeiling((int)Math.Min(room, int.MaxValue), $"not more: {Number(room)}, since the control group {group.Path} may have {Number(group.Limit.Value)} processes (TasksMax=)");
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
