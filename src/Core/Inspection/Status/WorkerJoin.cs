namespace Nginx502.Inspection;

/// <summary>Brings together what php-fpm's page and the kernel say of the same worker.</summary>
internal static class WorkerJoin
{
    /// <summary>The workers, those that are busy first and among them the longest first.</summary>
    /// <param name="pool">The pool's name.</param>
    /// <param name="configurationPath">Its file.</param>
    /// <param name="page">The page; null when it was not given.</param>
    /// <param name="sample">What the kernel says; null when they are not known to this machine.</param>
    public static IReadOnlyList<FpmWorkerStatus> Join(string pool, string? configurationPath, FpmStatus? page, FpmWorkerSample? sample)
    {
        Dictionary<int, FpmStatusProcess> told = [];
        foreach (FpmStatusProcess process in page?.Processes ?? [])
        {
            told.TryAdd(process.ProcessId, process);
        }

        // The numbers of another process namespace mean other processes here, or none.
        FpmWorkerActivity[] seen = [.. (sample?.Workers ?? []).Where(worker => worker.Wait != FpmWorkerWait.Ended)];
        bool isSameNamespace = told.Count == 0 || seen.Length == 0 || seen.Any(worker => told.ContainsKey(worker.ProcessId));
        IEnumerable<FpmWorkerStatus> workers = isSameNamespace
            ? [
                .. seen.Select(worker => Make(told.GetValueOrDefault(worker.ProcessId), worker)),
                .. told.Values.Where(process => !Array.Exists(seen, worker => worker.ProcessId == process.ProcessId)).Select(process => Make(process, null)),
            ]
            : [.. told.Values.Select(process => Make(process, null)), .. seen.Select(worker => Make(null, worker))];
        return [.. workers.OrderBy(IsIdle).ThenByDescending(worker => worker.RequestDuration ?? TimeSpan.Zero).ThenBy(worker => worker.ProcessId)];

        FpmWorkerStatus Make(FpmStatusProcess? process, FpmWorkerActivity? worker) => new()
        {
            Pool = pool,
            ConfigurationPath = configurationPath,
            ProcessId = worker?.ProcessId ?? process!.ProcessId,
            State = process?.State,
            KernelState = worker?.State,
            StartTime = worker?.StartTime ?? process?.StartTime,
            Requests = process?.Requests,
            RequestDuration = process?.RequestDuration,
            Method = process?.Method,
            RequestUri = process?.RequestUri,
            Script = process?.Script,
            ContentLength = process?.ContentLength,
            User = process?.User,
            LastRequestCpu = process?.LastRequestCpu,
            LastRequestMemoryBytes = process?.LastRequestMemoryBytes,
            ProcessorTime = worker?.ProcessorTime,
            ProcessorShare = worker?.ProcessorShare,
            Wait = worker?.Wait,
            WaitsFor = worker?.WaitsFor,
            WaitsForHint = worker?.WaitsForHint,
            LockHolderProcessId = worker?.LockHolderProcessId,
            WaitChannel = worker?.WaitChannel,
            Activity = worker?.Activity ?? string.Empty,
        };
    }

    private static bool IsIdle(FpmWorkerStatus worker) => worker.State is { } state ? state == FpmProcessState.Idle : worker.Wait == FpmWorkerWait.Request;
}
