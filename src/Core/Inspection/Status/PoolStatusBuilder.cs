using Nginx502.FastCgi;

namespace Nginx502.Inspection;

/// <summary>Makes of what was collected how a pool is. A pure function: nothing is looked at here.</summary>
internal static class PoolStatusBuilder
{
    // php-fpm cuts the name on its page (php-src: sapi/fpm/fpm/fpm_scoreboard.h, char pool[32]).
    private const int LongestNameOnPage = 31;

    /// <summary>How the pool is.</summary>
    /// <param name="facts">What was collected.</param>
    /// <param name="isFull">True to list its workers.</param>
    public static FpmPoolStatus Build(PoolStatusFacts facts, bool isFull)
    {
        FpmPool? pool = facts.Pool;
        FpmStatus? page = facts.Page?.Status is { } told && IsOf(told, pool) ? told : null;
        bool isAside = facts.StatusEndpoint is not null && !facts.StatusEndpoint.Equals(facts.Endpoint);
        (int? total, int? idle, int? active) = page is null ? CountByKernel(facts.Sample) : CountByPage(page, isAside);
        long? queue = facts.Queue?.Queued ?? page?.ListenQueue;

        // The queue is counted before the page is asked for. A pool that has a free worker then for each who waited has taken them meanwhile.
        long? waiting = page is not null && queue <= page.IdleProcesses ? 0 : queue;
        bool? isBusy = facts.IsFileChanged && idle == 0 && waiting > 0 ? JudgeByItself(page, total) : JudgeFull(total, idle, waiting, pool?.MaxChildren);
        (FpmStatusProblem? problem, string message, IReadOnlyList<Remedy> remedies) = page is null ? Explain(facts, isBusy) : (null, string.Empty, []);
        return new FpmPoolStatus
        {
            Pool = pool?.Pool ?? page?.Pool ?? string.Empty,
            ConfigurationPath = pool?.ConfigurationPath,
            PhpVersion = pool?.PhpVersion,
            ProcessId = pool?.ProcessId,
            Endpoint = facts.Endpoint,
            StatusEndpoint = facts.StatusEndpoint,
            Time = facts.Time,
            Source = page is null ? FpmStatusSource.Kernel : FpmStatusSource.StatusPage,
            ProcessManager = page?.ProcessManager ?? pool?.ProcessManager ?? FpmProcessManager.None,
            MaxChildren = pool?.MaxChildren,
            TotalProcesses = total,
            IdleProcesses = idle,
            ActiveProcesses = active,
            ListenQueue = queue,
            ListenQueueLimit = facts.Queue?.QueueLimit ?? page?.ListenQueueLength,
            MaxListenQueue = page?.MaxListenQueue,
            IsFull = isBusy,
            ProcessorCores = CoresOf(facts.Sample),
            StartTime = page?.StartTime,
            AcceptedConnections = page?.AcceptedConnections,
            MaxActiveProcesses = page?.MaxActiveProcesses,
            MaxChildrenReached = page?.MaxChildrenReached,
            SlowRequests = page?.SlowRequests,
            MemoryPeakBytes = page?.MemoryPeakBytes,
            Activities = ActivitiesOf(facts.Sample),
            Workers = isFull ? [.. WorkerJoin.Join(pool?.Pool ?? page?.Pool ?? string.Empty, pool?.ConfigurationPath, page, facts.Sample)] : [],
            Problem = problem,
            Message = message,
            Failure = facts.Page?.Response.Failure,
            Duration = facts.Page?.Response.Duration,
            Remedies = [.. Continue(facts.Sample), .. remedies],
            NotSeen =
            [
                .. facts.IsFileChanged ? (NotSeen[])[new NotSeen($"pm.max_children of pool {pool!.Pool} as php-fpm has it", $"{pool.ConfigurationPath} was changed since it was loaded", "Reload php-fpm, which loads it, or see what is not loaded: Test-FpmAlignment.")] : [],
                .. facts.NotSeen,
                .. facts.Sample?.NotSeen ?? [],
            ],
        };
    }

    private static bool IsOf(FpmStatus page, FpmPool? pool) =>
        pool is null || page.Pool == pool.Pool || (page.Pool.Length >= LongestNameOnPage && pool.Pool.StartsWith(page.Pool, StringComparison.Ordinal));

    // The worker that gives the page counts itself, unless it is one of pm.status_listen. Without us it would wait.
    private static (int Total, int Idle, int Active) CountByPage(FpmStatus page, bool isAside) => isAside || page.ActiveProcesses == 0
        ? (page.TotalProcesses, page.IdleProcesses, page.ActiveProcesses)
        : (page.TotalProcesses, page.IdleProcesses + 1, page.ActiveProcesses - 1);

    private static (int? Total, int? Idle, int? Active) CountByKernel(FpmWorkerSample? sample)
    {
        if (sample is null)
        {
            return (null, null, null);
        }

        FpmWorkerActivity[] workers = [.. sample.Workers.Where(worker => worker.Wait != FpmWorkerWait.Ended)];
        int idle = workers.Count(worker => worker.IsIdle == true);
        return workers.Any(worker => worker.IsIdle is null) ? (workers.Length, null, null) : (workers.Length, idle, workers.Length - idle);
    }

    private static bool? JudgeFull(int? total, int? idle, long? queue, int? most)
    {
        if (total is not { } workers || most is not > 0)
        {
            return idle > 0 && queue is null or 0 ? false : null;
        }

        // One that may start more workers is not full yet, though visitors wait for a moment.
        return workers < most ? false : queue > 0 ? true : idle is { } free ? free == 0 : null;
    }

    // How many it may have, its file no longer tells: with pm = static it has them all, else it has as many as when that was too few.
    private static bool? JudgeByItself(FpmStatus? page, int? total) =>
        page is { ProcessManager: FpmProcessManager.Static } || (page is { MaxChildrenReached: > 0 } && total >= page.MaxActiveProcesses) ? true : null;

    private static double? CoresOf(FpmWorkerSample? sample) =>
        sample is null || sample.Workers.All(worker => worker.ProcessorShare is null) ? null : Math.Round(sample.Workers.Sum(worker => worker.ProcessorShare ?? 0), 2);

    private static FpmActivityCount[] ActivitiesOf(FpmWorkerSample? sample) =>
    [
        .. (sample?.Workers ?? [])
            .Where(worker => worker.Wait != FpmWorkerWait.Ended)
            .GroupBy(worker => (worker.Wait, worker.Activity, worker.WaitsFor, worker.WaitsForHint))
            .Select(group => new FpmActivityCount(group.Key.Wait, group.Key.Activity, group.Key.WaitsFor, group.Key.WaitsForHint, group.Count()))
            .OrderBy(group => group.Wait == FpmWorkerWait.Request)
            .ThenByDescending(group => group.Count)
            .ThenBy(group => group.Activity, StringComparer.Ordinal),
    ];

    // What lets workers go on that a signal stopped.
    private static Remedy[] Continue(FpmWorkerSample? sample)
    {
        int[] stopped = [.. (sample?.Workers ?? []).Where(worker => worker.Wait == FpmWorkerWait.Stopped).Select(worker => worker.ProcessId)];
        return stopped.Length == 0
            ? []
            : [new Remedy("Let the workers that stand still go on; find out first who stopped them, as a debugger does.", "kill -CONT " + string.Join(' ', stopped))];
    }

    private static (FpmStatusProblem? Problem, string Message, IReadOnlyList<Remedy> Remedies) Explain(PoolStatusFacts facts, bool? isBusy)
    {
        if (facts.Page is { Status: { } other } page)
        {
            return (FpmStatusProblem.OtherPool, $"At {page.Response.Endpoint} answers the pool '{other.Pool}'.", []);
        }

        if (facts.Page is { } asked)
        {
            bool isWaitedFor = isBusy == true && asked.Response.Failure is { Kind: FastCgiFailureKind.TimedOut, Phase: FastCgiPhase.Receiving };
            string late = $"No worker was free to give the page within {DurationText.Limit(asked.Response.Duration)}.";
            return (asked.Problem, isWaitedFor ? late : asked.Message, asked.Remedies);
        }

        return string.IsNullOrEmpty(facts.Pool?.StatusPath)
            ? (FpmStatusProblem.NotConfigured, "The pool has no status page: pm.status_path is not set.", [StatusRemedies.SetPath(facts.Pool), .. ListenRemedy(facts.Pool)])
            : (FpmStatusProblem.NotAsked, "The pool cannot be asked from here.", []);
    }

    private static Remedy[] ListenRemedy(FpmPool? pool) => string.IsNullOrEmpty(pool?.StatusListen) ? [StatusRemedies.SetListen(pool)] : [];
}
