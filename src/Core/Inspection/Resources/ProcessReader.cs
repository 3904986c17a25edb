using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads what masters and workers hold and may hold.</summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
internal sealed class ProcessReader(string procRoot)
{
    private readonly Lazy<IReadOnlyDictionary<uint, long>> _tasks = new(() => ProcessCounts.TasksByUser(procRoot));

    /// <summary>Reads a master and its workers; those that have ended are left out.</summary>
    public IReadOnlyList<ProcessResources> Read(GatewayMaster master, List<UnseenResource> gaps)
    {
        var found = new List<ProcessResources>();
        if (Read(master, master.ProcessId, null) is { } own)
        {
            found.Add(own);
        }

        found.AddRange(master.Workers.Select(worker => Read(master, worker.ProcessId, worker)).OfType<ProcessResources>());
        if (found.Any(process => process.OpenFiles is null))
        {
            gaps.Add(new UnseenResource(GatewayResourceKind.OpenFiles, $"{master.Program} {master.ProcessId.ToString(CultureInfo.InvariantCulture)}", new NotSeen(
                $"the descriptors of {master.Program}", "they may not be counted by this user before Linux 6.2", "Run it as root.")));
        }

        return found;
    }

    private ProcessResources? Read(GatewayMaster master, int processId, GatewayWorker? worker)
    {
        if (ProcessLimits.Parse(KernelText.Read(string.Create(CultureInfo.InvariantCulture, $"{procRoot}/{processId}/limits"))) is not { } limits)
        {
            return null;
        }

        bool countsConnections = worker is not null && master.WorkerConnections is not null;
        return new ProcessResources(
            master.Program,
            master.ConfigurationPath,
            processId,
            worker is null,
            worker?.Pool,
            worker?.User,
            (worker?.UserId ?? master.Process?.Credentials?.EffectiveUserId ?? 0) == 0,
            ProcessCounts.Descriptors(procRoot, processId),
            limits.OpenFiles,
            _tasks.Value.GetValueOrDefault(worker?.UserId ?? master.Process?.Credentials?.EffectiveUserId ?? 0),
            limits.Processes,
            countsConnections ? Connections(processId, master.Workers.Count) : null,
            countsConnections ? master.WorkerConnections : null);
    }

    // A worker has a connection for each address that it listens on, for its channel to the master, for each visitor and each upstream; the
    // channels of the other workers take a descriptor only (nginx: src/os/unix/ngx_process_cycle.c, ngx_worker_process_init).
    private static long? Connections(int processId, int workers)
    {
        IReadOnlyList<string> descriptors = ProcessTable.Descriptors(processId);
        return descriptors.Count == 0
            ? null
            : Math.Max(0, descriptors.Count(descriptor => descriptor.StartsWith("socket:", StringComparison.Ordinal)) - (workers - 1));
    }
}
