using System.Globalization;

namespace Nginx502.Inspection;

/// <summary>What keeps more workers from answering more requests, as far as the workers of this moment show it.</summary>
internal static class Bottlenecks
{
    private const double BusyProcessors = 0.9;
    private const double MuchThrottling = 0.1;
    private const int FewestBusy = 2;

    /// <summary>What a pool suffers from.</summary>
    /// <param name="facts">What was collected.</param>
    /// <param name="pool">The pool.</param>
    public static IEnumerable<FpmMemoryRemark> Of(FpmMemoryFacts facts, PoolMemory pool)
    {
        FpmWorkerActivity[] busy = [.. pool.Activities.Where(worker => worker.IsIdle == false && worker.Wait != FpmWorkerWait.Ended)];
        return [.. Stopped(pool), .. Processors(facts, pool), .. Waiting(busy, IsLocked, Locked), .. Waiting(busy, IsSlow, Slow)];
    }

    private static IEnumerable<FpmMemoryRemark> Processors(FpmMemoryFacts facts, PoolMemory pool)
    {
        if (pool.Master?.ThrottledShare > MuchThrottling)
        {
            double limit = pool.Master.Groups.TightestProcessor?.Processors ?? 0;
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.Throttled,
                string.Create(CultureInfo.InvariantCulture, $"Its control group may use {limit:0.##} processors, and was stopped in {pool.Master.ThrottledShare * 100:0} % of the time: more workers would share the same."),
                "Raise CPUQuota= of its unit (cpu.max), or make requests cheaper.");
        }

        double used = facts.Masters.SelectMany(master => master.Activities).Sum(worker => worker.ProcessorShare ?? 0);
        bool isConcerned = pool.Activities.Any(worker => worker.Wait == FpmWorkerWait.Processor);
        if (isConcerned && used >= facts.ProcessorCount * BusyProcessors)
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.ProcessorBound,
                string.Create(CultureInfo.InvariantCulture, $"php-fpm keeps {used:0.0} of {facts.ProcessorCount} processors busy: more workers would only wait for them."),
                "Make requests cheaper, or give the machine more processors.");
        }
        else if (isConcerned && facts.Processor?.Busy >= BusyProcessors)
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.ProcessorBound,
                string.Create(CultureInfo.InvariantCulture, $"The machine's {facts.ProcessorCount} processors are busy, {used:0.0} of them with php-fpm: more workers would only wait for them."),
                "See what else computes (top), make requests cheaper, or give the machine more processors.");
        }
    }

    private static IEnumerable<FpmMemoryRemark> Stopped(PoolMemory pool)
    {
        int[] stopped = [.. pool.Activities.Where(worker => worker.Wait == FpmWorkerWait.Stopped).Select(worker => worker.ProcessId)];
        if (stopped.Length > 0)
        {
            yield return new FpmMemoryRemark(
                FpmMemoryRemarkKind.Stopped,
                $"{stopped.Length} of {pool.Activities.Count} workers stand still (state T): a signal stopped them, or a debugger holds them.",
                $"Let them go on: kill -CONT {string.Join(' ', stopped)}");
        }
    }

    private static IEnumerable<FpmMemoryRemark> Waiting(
        IReadOnlyCollection<FpmWorkerActivity> busy, Func<FpmWorkerActivity, bool> isWanted, Func<int, int, string, FpmMemoryRemark> say)
    {
        FpmWorkerActivity[] waiting = [.. busy.Where(isWanted)];
        if (waiting.Length >= FewestBusy && waiting.Length * 2 >= busy.Count)
        {
            yield return say(waiting.Length, busy.Count, waiting.GroupBy(worker => worker.Activity).OrderByDescending(group => group.Count()).First().Key);
        }
    }

    private static bool IsLocked(FpmWorkerActivity worker) => worker.Wait is FpmWorkerWait.Lock or FpmWorkerWait.SessionLock;

    private static bool IsSlow(FpmWorkerActivity worker) =>
        worker.Wait is FpmWorkerWait.Network or FpmWorkerWait.LocalSocket or FpmWorkerWait.Disk or FpmWorkerWait.Child or FpmWorkerWait.Timer;

    private static FpmMemoryRemark Locked(int waiting, int busy, string most) => new(
        FpmMemoryRemarkKind.LockedOut,
        $"{waiting} of {busy} busy workers wait for a lock (most: {most}): more of them would wait for it as well.",
        "Have the application give it up early (session_write_close()).");

    private static FpmMemoryRemark Slow(int waiting, int busy, string most) => new(
        FpmMemoryRemarkKind.SlowBackend,
        $"{waiting} of {busy} busy workers wait for something slow (most: {most}): more of them would wait as well, and load it more.",
        "Mend what they wait for first; request_slowlog_timeout shows which code waits.");
}
