using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>Collects what every php-fpm of this machine takes, and what there is to take. Everything is read from /proc and from the control groups; nothing is started.</summary>
public static class FpmMemoryCollector
{
    // Long enough to see who computes; reading hundreds of workers takes as long anyway.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Collects it.</summary>
    /// <param name="readings">Every php-fpm of the machine; those that do not run are passed over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FpmMemoryFacts Collect(IReadOnlyList<FpmReading> readings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(readings);
        const string proc = ProcessTable.DefaultRoot;
        FpmMaster[] masters = [.. readings.Select(reading => reading.Instance.Master).OfType<FpmMaster>().DistinctBy(master => master.ProcessId)];
        var groups = ControlGroupReader.OfThisMachine();
        ControlGroupLimits[] first = [.. masters.Select(master => groups.Read(master.ProcessId))];
        var counters = MachineCounters.Read(proc);
        var sampling = FpmWorkerSampling.Begin(masters.SelectMany(master => master.Workers).Select(worker => worker.ProcessId));
        var gaps = new List<NotSeen>();
        var reading = new MasterMemoryReading(proc, gaps, cancellationToken);
        FpmMasterMemory[] found = [.. masters.Select((master, index) => reading.Read(master, first[index]))];
        MachineMemory? machine = MachineMemory.Read(proc);
        if (machine is null)
        {
            gaps.Add(new NotSeen("the memory of the machine", "/proc/meminfo cannot be read", "Run it where /proc is mounted."));
        }

        FpmWorkerSample sample = sampling.Finish(Interval, cancellationToken);
        ILookup<int, FpmWorkerActivity> activities = sample.Workers.ToLookup(worker => worker.ProcessId);
        return new FpmMemoryFacts(
            SafeText.Escape(Environment.MachineName),
            MachineIdentity.Current,
            DateTime.Now,
            machine,
            ProcessorCount(proc),
            [.. found.Select((master, index) => WithActivity(master, activities, groups.Read(master.ProcessId)))],
            [.. gaps, .. sample.NotSeen])
        {
            Processor = MachineCounters.Read(proc).ProcessorSince(counters),
        };
    }

    private static FpmMasterMemory WithActivity(FpmMasterMemory master, ILookup<int, FpmWorkerActivity> activities, ControlGroupLimits now) => master with
    {
        ThrottledShare = ThrottledShare(master.Groups.Processor, now.Processor),
        Activities = [.. master.Workers.SelectMany(worker => activities[worker.ProcessId])],
        Workers = [.. master.Workers.Select(worker => worker with { ProcessorTime = activities[worker.ProcessId].FirstOrDefault()?.ProcessorTime })],
    };

    // Of the group that was stopped most; periods are counted in limited groups only.
    private static double? ThrottledShare(IReadOnlyList<ControlGroupProcessor> before, IReadOnlyList<ControlGroupProcessor> now)
    {
        double? most = null;
        foreach (ControlGroupProcessor group in now.Where(group => group.Processors is not null))
        {
            ControlGroupProcessor? earlier = before.FirstOrDefault(one => one.Path == group.Path);
            long periods = group.Periods - (earlier?.Periods ?? 0);
            double share = periods > 0 ? (double)(group.ThrottledPeriods - (earlier?.ThrottledPeriods ?? 0)) / periods : 0;
            most = Math.Max(most ?? 0, share);
        }

        return most;
    }

    // Environment.ProcessorCount is what this process may use.
    private static int ProcessorCount(string proc)
    {
        try
        {
            int count = File.ReadLines(Path.Combine(proc, "stat")).TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal)).Count() - 1;
            return Math.Max(1, count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Environment.ProcessorCount;
        }
    }
}
