using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads the memory of a php-fpm and its workers.</summary>
/// <param name="proc">Where the kernel shows processes.</param>
/// <param name="gaps">Takes what may not be read.</param>
/// <param name="token">Ends it.</param>
internal sealed class MasterMemoryReading(string proc, List<NotSeen> gaps, CancellationToken token)
{
    private readonly ProcessMemoryReader _reader = new(proc);

    /// <summary>Reads it. Workers that end meanwhile are left out.</summary>
    /// <param name="master">The php-fpm.</param>
    /// <param name="groups">Its control groups.</param>
    public FpmMasterMemory Read(FpmMaster master, ControlGroupLimits groups)
    {
        int sharers = master.Workers.Count + 1;
        ProcessMemoryUse? own = _reader.Read(master.ProcessId, sharers, out bool isRefused);
        var workers = new List<FpmWorkerMemory>(master.Workers.Count);
        foreach (GatewayWorker worker in master.Workers)
        {
            token.ThrowIfCancellationRequested();
            if (_reader.Read(worker.ProcessId, sharers, out bool isWorkerRefused) is { } memory)
            {
                workers.Add(new FpmWorkerMemory(worker.ProcessId, worker.Pool ?? string.Empty, worker.StartTime, null, memory));
                isRefused |= isWorkerRefused;
            }
        }

        if (isRefused)
        {
            gaps.Add(new NotSeen(
                string.Create(CultureInfo.InvariantCulture, $"{proc}/{master.ProcessId}/smaps_rollup and those of its workers ({SafeText.Escape(master.ConfigurationPath)})"),
                "only root may read them; the figures are estimates",
                NotSeen.AsRoot));
        }

        gaps.AddRange(groups.NotSeen);
        return new FpmMasterMemory(master.ProcessId, master.StartTicks, master.ConfigurationPath, own, [.. workers], SharedMappings.Read(proc, master.ProcessId), groups, null, []);
    }
}
